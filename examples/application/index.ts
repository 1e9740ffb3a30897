import * as rtc from "pulumi-tencentrtc";

/** Messaging and rooms under one SDKAppID. */
const support = new rtc.Application("support", {
  description: "customer_support",
  products: ["chat"],
  region: "singapore", // where Chat data is stored; another one replaces the application
  rtcService: true, // opens the TRTC service; nothing closes it alone
  tags: { team: "support" },
});

export const sdkAppId = support.sdkAppId;
export const secretKey = support.secretKey; // a secret
export const services = support.rtcServiceStatus;
