import * as pulumi from "@pulumi/pulumi";
import * as tencentrtc from "pulumi-tencentrtc-sdk";

const support = new tencentrtc.Application("support", {
    products: [tencentrtc.ApplicationProduct.Chat],
    region: tencentrtc.ApplicationRegion.Singapore,
});
const bot = new tencentrtc.AdminAccount("bot", {
    application: support.id,
    userId: "support_bot",
});
export const userId = bot.userId;
