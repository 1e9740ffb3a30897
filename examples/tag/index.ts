import * as rtc from "pulumi-tencentrtc";

const studio = new rtc.Application("studio", {
  products: ["rtc-engine"],
  region: "singapore",
  tags: { team: "media" },
});

/** For applications of this program `tags` is the shorter way; a Tag is for those that others manage. */
new rtc.Tag("cost", { application: studio, key: "cost_centre", value: "4711" });

/** What carries the team's tag so far: at a first run, nothing yet. */
export const applicationsOfTheTeam = rtc.getApplicationsOutput({ tags: { team: "media" } }).ids;
