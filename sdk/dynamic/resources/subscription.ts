import * as pulumi from "@pulumi/pulumi";
import { subscription } from "../../../provider/resources";
import { Application } from "./application";
import { onApplication } from "./application-id";
import { dynamicResource, withoutTraces } from "./dynamic-resource";
import type { Existing } from "./existing";
import { nameHandler } from "./handler-name";
import type { SubscriptionArgs, SubscriptionOutputs } from "./subscription.generated";

export type * from "./subscription.generated";

export interface Subscription extends SubscriptionOutputs {}

/**
 * A monthly package, or a trial, of one product on one application.
 *
 * Trials are free. Anything else costs money: nothing is bought unless `tencentrtc:allowPurchases` is true, and a
 * preview shows what would be bought. A package that has ended shows as drift and is never bought again
 * automatically: raise `months` to buy it. A destroy turns auto-renewal off and lets the package lapse, or asks for a
 * refund with `refundOnDestroy`.
 *
 * @example
 * ```ts
 * new Subscription("trial", { application: app, product: "call", edition: "free-trial" });
 * new Subscription("chat", { application: app, product: "chat", edition: "pro", months: 12 });
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the engine fills every property in, not the class.
export class Subscription extends pulumi.CustomResource {
  constructor(name: string, args: SubscriptionArgs, opts?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, opts: Existing);
  constructor(name: string, args: SubscriptionArgs | undefined, opts?: pulumi.CustomResourceOptions) {
    const restore = withoutTraces();
    try {
      super(...dynamicResource(subscription, name, { ...args, ...onApplication(args) }, opts));
      nameHandler(this);
    } finally {
      restore();
    }
    if (args?.application instanceof Application) tellEdition(args.application, this);
  }

  /**
   * Reads an existing package or trial that is managed elsewhere, at each run. It is never changed or deleted.
   *
   * @param id its id, which may be that of a resource of this program.
   * @throws when there is none of that id.
   * @example
   * ```ts
   * const plan = Subscription.get("plan", "1400000001/chat");
   * ```
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Subscription {
    return new Subscription(name, undefined, { ...opts, id });
  }
}

/**
 * The engine fills an application's outputs in before anything is bought for it: whoever reads its editions after this
 * gets the one of a package that runs, once there is one.
 */
function tellEdition(application: Application, { product, edition }: Subscription): void {
  const editions = pulumi
    .all([application.editions, product, edition])
    .apply(([held, face, bought]) =>
      face in held && bought !== undefined ? { ...held, [face]: bought } : held,
    );
  Object.assign(application, { editions });
}
