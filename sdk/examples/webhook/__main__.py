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
records = tencentrtc.Webhook("records",
    application=calls.id,
    product=tencentrtc.WebhookProduct.CALL,
    url="https://example.com/tencent/calls",
    events=[
        "Call.CallbackAfterStartCall",
        "Call.CallbackAfterEndCall",
    ],
    opts = pulumi.ResourceOptions(depends_on=[trial]))
pulumi.export("address", records.address)
