import * as pulumi from "@pulumi/pulumi";
import * as rtc from "pulumi-tencentrtc";

const app = new rtc.Application("calls", {
  products: ["chat", "call"],
  region: "singapore",
});

/** A webhook needs a package or a trial of its product. */
const trial = new rtc.Subscription("call-trial", {
  application: app,
  product: "call",
  edition: "free-trial",
});

/** By `pulumi config set --secret webhookToken …`; the token is a secret, and so is every URL of a webhook. */
const token = new pulumi.Config().getSecret("webhookToken") ?? pulumi.secret("for-practice");

const calls = new rtc.Webhook(
  "calls",
  {
    application: app,
    product: "call",
    url: pulumi.interpolate`https://example.com/tencent/calls?token=${token}`,
    events: ["Call.CallbackAfterStartCall", "Call.CallbackAfterEndCall"],
  },
  { dependsOn: trial },
);

/** `https://example.com/tencent/calls`: what may be shown of the URL. */
export const address = calls.address;
