import type { ApplicationSource } from "../load/application-source";
import { AppsFromFiles } from "../program";

/** What a run on files declares, and by which provider. */
interface Declaring {
  readonly sources: readonly ApplicationSource[];
  readonly environment: string;
  /** Whether the plugin makes the resources, or the classes' provider. */
  readonly onPlugin: boolean;
}

/** The program that declares the applications of files, and nothing else. */
export const programOf =
  ({ sources, environment, onPlugin }: Declaring) =>
  async (): Promise<Record<string, unknown>> => {
    const apps = new AppsFromFiles("apps", { sources, environment, way: { onPlugin } });
    await apps.settled;
    return { sdkAppIds: apps.sdkAppIds, applications: apps.handedOut };
  };
