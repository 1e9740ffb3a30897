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
const found = tencentrtc.getSubscriptionOutput({
    application: trial.application,
    product: "call",
});
export const ends = found.apply(found => found.expireTime);
