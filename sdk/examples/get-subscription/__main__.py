import pulumi
import pulumi_tencentrtc as tencentrtc

calls = tencentrtc.Application("calls",
    products=["call"],
    region="singapore")
trial = tencentrtc.Subscription("trial",
    application=calls.id,
    product="call",
    edition="free-trial")
found = tencentrtc.get_subscription_output(application=trial.application,
    product="call")
pulumi.export("ends", found.expire_time)
