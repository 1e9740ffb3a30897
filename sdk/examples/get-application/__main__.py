import pulumi
import pulumi_tencentrtc as tencentrtc

support = tencentrtc.Application("support",
    products=[tencentrtc.ApplicationProduct.CHAT],
    region=tencentrtc.ApplicationRegion.SINGAPORE)
found = tencentrtc.get_application_output(id=support.id)
pulumi.export("status", found.status)
pulumi.export("adminAccounts", found.admin_accounts)
