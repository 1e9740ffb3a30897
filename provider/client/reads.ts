import { type ApplicationEntry, applicationsPerRequest, DescribeApplications } from "../../backend/api";
import { Batch } from "./batch";
import type { Call } from "./look-up";
import { Poller, type PollerOptions } from "./poller";

/** The look-ups of applications in a run, made in few calls for many. Those of other nouns are in `resources`. */
export class Reads {
  readonly applications: Batch<number, ApplicationEntry>;
  readonly applicationsWithSecrets: Batch<number, ApplicationEntry>;
  readonly poller: Poller;

  constructor(
    readonly call: Call,
    waits: Pick<PollerOptions, "until" | "everyMs">,
  ) {
    const applications = (WithSecrets: boolean) =>
      new Batch({
        limit: applicationsPerRequest,
        print: String,
        load: async (SdkAppIds: number[]) =>
          (await call(DescribeApplications, { SdkAppIds, WithSecrets })).Entries,
      });
    this.applications = applications(false);
    this.applicationsWithSecrets = applications(true);
    this.poller = new Poller({ ...waits, look: (sdkAppId) => this.applications.get(sdkAppId) });
  }
}
