import * as pulumi from "@pulumi/pulumi";
import * as tencentrtc from "pulumi-tencentrtc-sdk";

const calls = new tencentrtc.Application("calls", {
    products: [tencentrtc.ApplicationProduct.Call],
    region: tencentrtc.ApplicationRegion.Singapore,
});
const trial = new tencentrtc.Subscription("trial", {
    application: calls.id,
    product: tencentrtc.SubscriptionProduct.Call,
    edition: tencentrtc.SubscriptionEdition.FreeTrial,
});
const records = new tencentrtc.Webhook("records", {
    application: trial.application,
    product: tencentrtc.WebhookProduct.Call,
    url: "https://example.com/tencent/calls",
    events: ["Call.CallbackAfterEndCall"],
});
const found = tencentrtc.getWebhookOutput({
    application: records.application,
    product: "call",
});
export const address = found.apply(found => found.address);
