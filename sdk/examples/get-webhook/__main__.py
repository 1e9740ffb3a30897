import pulumi
import pulumi_tencentrtc as tencentrtc

calls = tencentrtc.Application("calls",
    products=["call"],
    region="singapore")
trial = tencentrtc.Subscription("trial",
    application=calls.id,
    product="call",
    edition="free-trial")
records = tencentrtc.Webhook("records",
    application=trial.application,
    product="call",
    url="https://example.com/tencent/calls",
    events=["Call.CallbackAfterEndCall"])
found = tencentrtc.get_webhook_output(application=records.application,
    product="call")
pulumi.export("address", found.address)
