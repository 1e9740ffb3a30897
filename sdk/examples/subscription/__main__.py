import pulumi
import pulumi_tencentrtc as tencentrtc

calls = tencentrtc.Application("calls",
    products=[
        tencentrtc.ApplicationProduct.CHAT,
        tencentrtc.ApplicationProduct.CALL,
    ],
    region=tencentrtc.ApplicationRegion.SINGAPORE)
trial = tencentrtc.Subscription("trial",
    application=calls.id,
    product=tencentrtc.SubscriptionProduct.CALL,
    edition=tencentrtc.SubscriptionEdition.FREE_TRIAL)
pulumi.export("trialEnds", trial.expire_time)
