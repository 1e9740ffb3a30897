import pulumi
import pulumi_tencentrtc as tencentrtc

support = tencentrtc.Application("support",
    products=[tencentrtc.ApplicationProduct.CHAT],
    region=tencentrtc.ApplicationRegion.SINGAPORE)
bot = tencentrtc.AdminAccount("bot",
    application=support.id,
    user_id="support_bot")
pulumi.export("userId", bot.user_id)
