import pulumi
import pulumi_tencentrtc as tencentrtc

support = tencentrtc.Application("support",
    products=["chat"],
    region="singapore")
bot = tencentrtc.AdminAccount("bot",
    application=support.id,
    user_id="support_bot")
pulumi.export("userId", bot.user_id)
