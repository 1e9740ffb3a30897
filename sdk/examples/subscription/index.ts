import * as pulumi from "@pulumi/pulumi";
import * as tencentrtc from "pulumi-tencentrtc-sdk";

const calls = new tencentrtc.Application("calls", {
    products: [
        tencentrtc.ApplicationProduct.Chat,
        tencentrtc.ApplicationProduct.Call,
    ],
    region: tencentrtc.ApplicationRegion.Singapore,
});
const trial = new tencentrtc.Subscription("trial", {
    application: calls.id,
    product: tencentrtc.SubscriptionProduct.Call,
    edition: tencentrtc.SubscriptionEdition.FreeTrial,
});
export const trialEnds = trial.expireTime;
