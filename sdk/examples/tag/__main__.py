import pulumi
import pulumi_tencentrtc as tencentrtc

studio = tencentrtc.Application("studio",
    products=[tencentrtc.ApplicationProduct.RTC_ENGINE],
    region=tencentrtc.ApplicationRegion.SINGAPORE)
cost = tencentrtc.Tag("cost",
    application=studio.id,
    key="cost_centre",
    value="4711")
pulumi.export("tag", cost.id)
