import {
  type Action,
  type ApplicationEntry,
  DescribeApplications,
  DescribeResourceTagsByResourceIds,
  ModifySettings,
  type RequestOf,
  type ResponseOf,
  type Settings,
} from "../../backend/api";
import type { Actor } from "../../backend/service";

/** What tests do at a backend behind everybody's back: all of it by actions, whatever way to the backend they have. */
export abstract class Acts {
  /** Calls an action; as whom, where nothing is said of it, is the way's own. */
  abstract call<A extends Action>(action: A, request: RequestOf<A>, actor?: Actor): Promise<ResponseOf<A>>;

  /** Acts as the operator of the simulated account does. */
  admin<A extends Action>(action: A, request: RequestOf<A>): Promise<ResponseOf<A>> {
    return this.call(action, request, { kind: "admin" });
  }

  settings(settings: Partial<Settings>): Promise<Settings> {
    return this.admin(ModifySettings, settings);
  }

  /** What is said of an application. */
  async entry(id: number | string, { secrets = false } = {}): Promise<ApplicationEntry | undefined> {
    const request = { SdkAppIds: [Number(id)], WithSecrets: secrets };
    return (await this.call(DescribeApplications, request)).Entries[0];
  }

  async tags(id: number | string): Promise<Record<string, string>> {
    const { Tags } = await this.call(DescribeResourceTagsByResourceIds, {
      ServiceType: "im",
      ResourcePrefix: "sdkappid",
      ResourceIds: [String(id)],
      Limit: 1_000,
    });
    return Object.fromEntries(Tags.map((tag) => [tag.TagKey, tag.TagValue]));
  }
}
