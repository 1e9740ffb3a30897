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
const found = tencentrtc.getSubscriptionOutput({
    application: trial.application,
    product: "call",
});
export const ends = found.apply(found => found.expireTime);
