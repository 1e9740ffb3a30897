import pulumi
import pulumi_tencentrtc as tencentrtc

config = pulumi.Config()
huawei_app_secret = config.require_secret("huaweiAppSecret")
support = tencentrtc.Application("support",
    products=["chat"],
    region="singapore")
huawei = tencentrtc.PushCertificate("huawei",
    application=support.id,
    platform=tencentrtc.PushCertificatePlatformHuaweiArgs(
        vendor="huawei",
        package_name="com.example.shop",
        app_id="104512345",
        app_secret=huawei_app_secret,
    ))
pulumi.export("certificateId", huawei.certificate_id)
