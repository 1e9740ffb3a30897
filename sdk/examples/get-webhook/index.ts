import * as pulumi from "@pulumi/pulumi";
import * as tencentrtc from "pulumi-tencentrtc-sdk";

const calls = new tencentrtc.Application("calls", {
    products: ["call"],
    region: "singapore",
});
const trial = new tencentrtc.Subscription("trial", {
    application: calls.id,
    product: "call",
    edition: "free-trial",
});
const records = new tencentrtc.Webhook("records", {
    application: trial.application,
    product: "call",
    url: "https://example.com/tencent/calls",
    events: ["Call.CallbackAfterEndCall"],
});
const found = tencentrtc.getWebhookOutput({
    application: records.application,
    product: "call",
});
export const address = found.apply(found => found.address);
