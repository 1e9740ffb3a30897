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
records = tencentrtc.Webhook("records",
    application=calls.id,
    product="call",
    url="https://example.com/tencent/calls",
    events=[
        "Call.CallbackAfterStartCall",
        "Call.CallbackAfterEndCall",
    ],
    opts = pulumi.ResourceOptions(depends_on=[trial]))
pulumi.export("address", records.address)
