import * as pulumi from "@pulumi/pulumi";
import { adminAccount } from "../../../provider/resources";
import type { AdminAccountArgs, AdminAccountOutputs } from "./admin-account.generated";
import { onApplication } from "./application-id";
import { dynamicResource, withoutTraces } from "./dynamic-resource";
import type { Existing } from "./existing";
import { nameHandler } from "./handler-name";

export type * from "./admin-account.generated";

export interface AdminAccount extends AdminAccountOutputs {}

/**
 * An admin account of an application, for REST calls and group management. At most 10 per application; the
 * default `administrator` counts. Declaring `administrator` adopts it, and a destroy leaves it.
 *
 * @example
 * ```ts
 * new AdminAccount("ops", { application: support, userId: "ops_admin" });
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the engine fills every property in, not the class.
export class AdminAccount extends pulumi.CustomResource {
  constructor(name: string, args: AdminAccountArgs, opts?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, opts: Existing);
  constructor(name: string, args: AdminAccountArgs | undefined, opts?: pulumi.CustomResourceOptions) {
    const restore = withoutTraces();
    try {
      super(...dynamicResource(adminAccount, name, { ...args, ...onApplication(args) }, opts));
      nameHandler(this);
    } finally {
      restore();
    }
  }

  /**
   * Reads an existing admin account that is managed elsewhere, at each run. It is never changed or deleted.
   *
   * @param id its id, which may be that of a resource of this program.
   * @throws when there is none of that id.
   * @example
   * ```ts
   * const ops = AdminAccount.get("ops", "1400000001/ops_admin");
   * ```
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): AdminAccount {
    return new AdminAccount(name, undefined, { ...opts, id });
  }
}
