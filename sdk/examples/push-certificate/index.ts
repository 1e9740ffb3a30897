import * as pulumi from "@pulumi/pulumi";
import * as tencentrtc from "pulumi-tencentrtc-sdk";

const config = new pulumi.Config();
const huaweiAppSecret = config.require("huaweiAppSecret");
const support = new tencentrtc.Application("support", {
    products: [tencentrtc.ApplicationProduct.Chat],
    region: tencentrtc.ApplicationRegion.Singapore,
});
const huawei = new tencentrtc.PushCertificate("huawei", {
    application: support.id,
    platform: {
        vendor: "huawei",
        packageName: "com.example.shop",
        appId: "104512345",
        appSecret: pulumi.secret(huaweiAppSecret),
    },
});
export const certificateId = huawei.certificateId;
