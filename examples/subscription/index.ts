import * as rtc from "pulumi-tencentrtc";

const app = new rtc.Application("calls", {
  products: ["chat", "call"],
  region: "singapore",
});

/** Seven days of everything that Call's highest edition can do. A trial costs nothing. */
const call = new rtc.Subscription("call-trial", {
  application: app,
  product: "call",
  edition: "free-trial",
});

// What costs money needs `pulumi config set tencentrtc:allowPurchases true`; without it a preview says exactly what
// would be bought, and nothing is:
//
// new rtc.Subscription("chat", { application: app, product: "chat", edition: "pro", months: 12 });

export const sdkAppId = app.sdkAppId;
export const trialEnds = call.expireTime;
/** What the trial includes, and what it can be upgraded to. */
export const includes = call.versionDetails;
