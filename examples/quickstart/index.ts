import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import * as rtc from "pulumi-tencentrtc";

// Names need not be unique, but telling a colleague's application from yours helps. At most 15 characters.
const suffix = new random.RandomString("suffix", { length: 4, special: false, upper: false });

/** A Chat application: messaging between customers and the support team. */
const support = new rtc.Application("support", {
  name: pulumi.interpolate`support_${suffix.result}`,
  description: "customer_support_chat",
  products: ["chat"],
  region: "singapore",
  tags: { team: "support" },
});

/** An RTC Engine application: rooms with audio and video. */
const studio = new rtc.Application("studio", {
  name: pulumi.interpolate`studio_${suffix.result}`,
  description: "live_studio",
  products: ["rtc-engine"],
  region: "singapore",
  tags: { team: "media" },
});

// Admin accounts sign REST calls. Each application has "administrator"; these come on top of it.
new rtc.AdminAccount("bot", { application: support, userId: "support_bot" });
new rtc.AdminAccount("ops", { application: studio, userId: "ops_admin" });

// A trial of RTC Engine: seven days of what its highest edition can do. What costs money isn't bought unasked.
const trial = new rtc.Subscription("trial", {
  application: studio,
  product: "rtc-engine",
  edition: "free-trial",
});

/** What an app needs to sign its users in. The secret keys are encrypted in the state and masked in output. */
export const supportAppId = support.sdkAppId;
export const supportSecretKey = support.secretKey;
export const studioAppId = studio.sdkAppId;
export const studioSecretKey = studio.secretKey;
export const trialEnds = trial.expireTime;
