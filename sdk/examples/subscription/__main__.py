import pulumi
import pulumi_tencentrtc as tencentrtc

calls = tencentrtc.Application("calls",
    products=[
        "chat",
        "call",
    ],
    region="singapore")
trial = tencentrtc.Subscription("trial",
    application=calls.id,
    product="call",
    edition="free-trial")
pulumi.export("trialEnds", trial.expire_time)
