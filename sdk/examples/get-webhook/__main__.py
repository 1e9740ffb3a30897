import pulumi
import pulumi_tencentrtc as tencentrtc

calls = tencentrtc.Application("calls",
    products=[tencentrtc.ApplicationProduct.CALL],
    region=tencentrtc.ApplicationRegion.SINGAPORE)
trial = tencentrtc.Subscription("trial",
    application=calls.id,
    product=tencentrtc.SubscriptionProduct.CALL,
    edition=tencentrtc.SubscriptionEdition.FREE_TRIAL)
records = tencentrtc.Webhook("records",
    application=trial.application,
    product=tencentrtc.WebhookProduct.CALL,
    url="https://example.com/tencent/calls",
    events=["Call.CallbackAfterEndCall"])
found = tencentrtc.get_webhook_output(application=records.application,
    product="call")
pulumi.export("address", found.address)
