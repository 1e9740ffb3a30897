import * as pulumi from "@pulumi/pulumi";
import * as tencentrtc from "pulumi-tencentrtc-sdk";

const support = new tencentrtc.Application("support", {
    products: [tencentrtc.ApplicationProduct.Chat],
    region: tencentrtc.ApplicationRegion.Singapore,
});
const found = tencentrtc.getApplicationOutput({
    id: support.id,
});
export const status = found.apply(found => found.status);
export const adminAccounts = found.apply(found => found.adminAccounts);
