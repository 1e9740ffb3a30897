import * as pulumi from "@pulumi/pulumi";
import * as tencentrtc from "pulumi-tencentrtc-sdk";

const support = new tencentrtc.Application("support", {
    description: "customer_support",
    products: [tencentrtc.ApplicationProduct.Chat],
    region: tencentrtc.ApplicationRegion.Singapore,
    rtcService: true,
    tags: {
        team: "support",
    },
});
export const sdkAppId = support.sdkAppId;
export const secretKey = support.secretKey;
