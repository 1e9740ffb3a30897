import pulumi
import pulumi_tencentrtc as tencentrtc

support = tencentrtc.Application("support",
    products=[tencentrtc.ApplicationProduct.CHAT],
    region=tencentrtc.ApplicationRegion.SINGAPORE)
found = tencentrtc.get_push_certificates_output(application=support.id)
pulumi.export("certificates", found.certificates)
