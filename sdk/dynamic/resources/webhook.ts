import * as pulumi from "@pulumi/pulumi";
import { webhook } from "../../../provider/resources";
import { onApplication } from "./application-id";
import { dynamicResource, withoutTraces } from "./dynamic-resource";
import type { Existing } from "./existing";
import { nameHandler } from "./handler-name";
import type { WebhookArgs, WebhookOutputs } from "./webhook.generated";

export type * from "./webhook.generated";

export interface Webhook extends WebhookOutputs {}

/**
 * The URL that the backend of a product calls when something happens in an application: one for each of Call, Conference
 * and Live.
 *
 * A webhook that others have set is refused unless `adopt` is true. A destroy deletes what was set here, and leaves what
 * was adopted.
 *
 * @example
 * ```ts
 * const trial = new Subscription("trial", { application: app, product: "call", edition: "free-trial" });
 * new Webhook(
 *   "calls",
 *   {
 *     application: app,
 *     product: "call",
 *     url: "https://example.com/tencent/calls",
 *     events: ["Call.CallbackAfterStartCall", "Call.CallbackAfterEndCall"],
 *   },
 *   { dependsOn: trial },
 * );
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the engine fills every property in, not the class.
export class Webhook extends pulumi.CustomResource {
  constructor(name: string, args: WebhookArgs, opts?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, opts: Existing);
  constructor(name: string, args: WebhookArgs | undefined, opts?: pulumi.CustomResourceOptions) {
    const restore = withoutTraces();
    try {
      super(...dynamicResource(webhook, name, { ...args, ...onApplication(args) }, opts));
      nameHandler(this);
    } finally {
      restore();
    }
  }

  /**
   * Reads an existing webhook that is managed elsewhere, at each run. It is never changed or deleted.
   *
   * @param id its id, which may be that of a resource of this program.
   * @throws when there is none of that id.
   * @example
   * ```ts
   * const calls = Webhook.get("calls", "1400000001/call");
   * ```
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Webhook {
    return new Webhook(name, undefined, { ...opts, id });
  }
}
