import * as pulumi from "@pulumi/pulumi";
import * as tencentrtc from "pulumi-tencentrtc-sdk";

const studio = new tencentrtc.Application("studio", {
    products: [tencentrtc.ApplicationProduct.RtcEngine],
    region: tencentrtc.ApplicationRegion.Singapore,
});
const cost = new tencentrtc.Tag("cost", {
    application: studio.id,
    key: "cost_centre",
    value: "4711",
});
export const tag = cost.id;
