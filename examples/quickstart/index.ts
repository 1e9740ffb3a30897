import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
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

/** Stands in for the AuthKey_….p8 that developer.apple.com gives out once: made here on the first run. */
const keyFile = ".push/AuthKey_PRACTICE01.p8";
if (!existsSync(keyFile)) {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  mkdirSync(".push", { recursive: true });
  writeFileSync(keyFile, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
}

// Pushes to iPhones. The key is written and never read back: state and backend hold its fingerprint and a sealed copy.
const ios = new rtc.PushCertificate("ios", {
  application: support,
  platform: {
    vendor: "apns-p8",
    environment: "production",
    keyId: "PRACTICE01",
    teamId: "DEF123GHIJ",
    bundleId: "com.example.shop",
    file: new pulumi.asset.FileAsset(keyFile),
  },
});

/** What an app needs to sign its users in. The secret keys are encrypted in the state and masked in output. */
export const supportAppId = support.sdkAppId;
export const supportSecretKey = support.secretKey;
export const studioAppId = studio.sdkAppId;
export const studioSecretKey = studio.secretKey;
export const trialEnds = trial.expireTime;
/** What the iOS client reports with its device token (businessID). */
export const iosBusinessId = ios.certificateId;
