import * as pulumi from "@pulumi/pulumi";
import * as rtc from "pulumi-tencentrtc";
import { practiceP12 } from "./certificate";

const config = new pulumi.Config();
const bundleId = "com.example.shop";

const shop = new rtc.Application("shop", { products: ["chat"], region: "singapore" });

/** Pushes to iPhones. A new file rotates it in place: `certificateId`, which shipped clients report, stays. */
const p12 = practiceP12(bundleId);
const ios = new rtc.PushCertificate("ios", {
  application: shop,
  platform: {
    vendor: "apns-p12",
    environment: "production",
    bundleId,
    file: new pulumi.asset.FileAsset(p12.path),
    password: pulumi.secret(p12.password),
  },
});

/** Pushes to Huawei's phones; a tap opens a page of the app. */
const huawei = new rtc.PushCertificate("huawei", {
  application: shop,
  platform: {
    vendor: "huawei",
    packageName: bundleId,
    appId: "104512345",
    // pulumi config set --secret huaweiAppSecret <the Client Secret in AppGallery Connect>
    appSecret: config.getSecret("huaweiAppSecret") ?? "to-be-set-in-config",
    badgeClass: "com.example.shop.MainActivity",
    clickAction: {
      opens: "in-app-page",
      intent:
        "intent://com.example.shop/chat#Intent;scheme=pushscheme;component=com.example.shop/com.example.shop.ChatActivity;end",
    },
  },
});

/** What the iOS client reports with its device token (businessID). */
export const iosBusinessId = ios.certificateId;
export const iosExpires = ios.notAfter;
/** The file that Android clients of TIMPush read; no secret is in it. */
export const timpushConfigs = rtc.timpushConfigs([huawei]);
