import * as rtc from "pulumi-tencentrtc";

const chat = new rtc.Application("chat", { products: ["chat"], region: "singapore" });

/** Every application has "administrator"; one account per server makes it plain who did what. */
const bot = new rtc.AdminAccount("bot", { application: chat, userId: "support_bot" });

/** Signs the bot in for half a year. Renew it by moving `issuedAt`: it never changes by itself. */
export const botUserSig = rtc.userSig({
  sdkAppId: chat.sdkAppId,
  secretKey: chat.secretKey,
  userId: bot.userId,
  issuedAt: "2026-11-01T00:00:00Z",
  expiresIn: 180 * 86_400, // seconds
});
