import * as pulumi from "@pulumi/pulumi";
import { application } from "../../../provider/resources";
import type { ApplicationArgs, ApplicationOutputs } from "./application.generated";
import { dynamicResource, withoutTraces } from "./dynamic-resource";
import type { Existing } from "./existing";
import { nameHandler } from "./handler-name";

export type * from "./application.generated";

export interface Application extends ApplicationOutputs {}

/**
 * A Tencent RTC / Chat application: one SDKAppID with all its products.
 *
 * A destroy disables it, waits, deletes it, and waits until it is gone. All its products stop together, and nothing
 * can be restored.
 *
 * @example
 * ```ts
 * const support = new Application("support", {
 *   products: ["chat"],
 *   region: "singapore",
 *   tags: { team: "support" },
 * });
 * export const sdkAppId = support.sdkAppId;
 * export const secretKey = support.secretKey; // a secret
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the engine fills every property in, not the class.
export class Application extends pulumi.CustomResource {
  constructor(name: string, args: ApplicationArgs, opts?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, opts: Existing);
  constructor(name: string, args: ApplicationArgs | undefined, opts?: pulumi.CustomResourceOptions) {
    const restore = withoutTraces();
    try {
      super(...dynamicResource(application, name, { ...args }, opts));
      nameHandler(this);
    } finally {
      restore();
    }
  }

  /**
   * Reads an existing application that is managed elsewhere, at each run. It is never changed or deleted.
   *
   * @param id its id, which may be that of a resource of this program.
   * @throws when there is none of that id.
   * @example
   * ```ts
   * const shared = Application.get("shared", "1400000001");
   * ```
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Application {
    return new Application(name, undefined, { ...opts, id });
  }
}
