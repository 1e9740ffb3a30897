import type { ApplicationSource } from "../load/application-source";
import { AppsFromFiles } from "../program";

/** The program that declares the applications of files, and nothing else. */
export const programOf =
  (sources: readonly ApplicationSource[], environment: string) =>
  async (): Promise<Record<string, unknown>> => {
    const apps = new AppsFromFiles("apps", { sources, environment });
    await apps.settled;
    return { sdkAppIds: apps.sdkAppIds, applications: apps.handedOut };
  };
