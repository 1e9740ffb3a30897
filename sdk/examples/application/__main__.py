import pulumi
import pulumi_tencentrtc as tencentrtc

support = tencentrtc.Application("support",
    description="customer_support",
    products=[tencentrtc.ApplicationProduct.CHAT],
    region=tencentrtc.ApplicationRegion.SINGAPORE,
    rtc_service=True,
    tags={
        "team": "support",
    })
pulumi.export("sdkAppId", support.sdk_app_id)
pulumi.export("secretKey", support.secret_key)
