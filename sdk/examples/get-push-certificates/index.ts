import * as pulumi from "@pulumi/pulumi";
import * as tencentrtc from "pulumi-tencentrtc-sdk";

const support = new tencentrtc.Application("support", {
    products: [tencentrtc.ApplicationProduct.Chat],
    region: tencentrtc.ApplicationRegion.Singapore,
});
const found = tencentrtc.getPushCertificatesOutput({
    application: support.id,
});
export const certificates = found.apply(found => found.certificates);
