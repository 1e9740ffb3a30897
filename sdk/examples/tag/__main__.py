import pulumi
import pulumi_tencentrtc as tencentrtc

studio = tencentrtc.Application("studio",
    products=["rtc-engine"],
    region="singapore")
cost = tencentrtc.Tag("cost",
    application=studio.id,
    key="cost_centre",
    value="4711")
pulumi.export("tag", cost.id)
