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
export const trialEnds = trial.expireTime;
