import pulumi
import pulumi_tencentrtc as tencentrtc

calls = tencentrtc.Application("calls",
    products=[tencentrtc.ApplicationProduct.CALL],
    region=tencentrtc.ApplicationRegion.SINGAPORE)
trial = tencentrtc.Subscription("trial",
    application=calls.id,
    product=tencentrtc.SubscriptionProduct.CALL,
    edition=tencentrtc.SubscriptionEdition.FREE_TRIAL)
found = tencentrtc.get_subscription_output(application=trial.application,
    product="call")
pulumi.export("ends", found.expire_time)
