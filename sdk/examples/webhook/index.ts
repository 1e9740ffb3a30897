import * as pulumi from "@pulumi/pulumi";
import * as tencentrtc from "pulumi-tencentrtc-sdk";

const calls = new tencentrtc.Application("calls", {
    products: [
        "chat",
        "call",
    ],
    region: "singapore",
});
const trial = new tencentrtc.Subscription("trial", {
    application: calls.id,
    product: "call",
    edition: "free-trial",
});
const records = new tencentrtc.Webhook("records", {
    application: calls.id,
    product: "call",
    url: "https://example.com/tencent/calls",
    events: [
        "Call.CallbackAfterStartCall",
        "Call.CallbackAfterEndCall",
    ],
}, {
    dependsOn: [trial],
});
export const address = records.address;
