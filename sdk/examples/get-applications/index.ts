import * as pulumi from "@pulumi/pulumi";
import * as tencentrtc from "pulumi-tencentrtc-sdk";

const ofTeam = tencentrtc.getApplications({
    tags: {
        team: "media",
    },
});
export const ids = ofTeam.then(ofTeam => ofTeam.ids);
