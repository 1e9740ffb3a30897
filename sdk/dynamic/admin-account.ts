import * as pulumi from "@pulumi/pulumi";
import { adminAccount } from "../../provider/resources";
import { onApplication } from "./application-id";
import { dynamicResource, withoutTraces } from "./dynamic-resource";
import type { AdminAccountArgs, AdminAccountOutputs } from "./types/admin-account.generated";

export interface AdminAccount extends AdminAccountOutputs {}

/**
 * An admin account of an application, for REST calls and group management. At most 10 per application; the
 * default `administrator` counts, and declaring it adopts it for good.
 *
 * @example
 * ```ts
 * new AdminAccount("ops", { application: support, userId: "ops_admin" });
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the engine fills every property in, not the class.
export class AdminAccount extends pulumi.CustomResource {
  constructor(name: string, args: AdminAccountArgs, opts?: pulumi.CustomResourceOptions) {
    const restore = withoutTraces();
    try {
      super(
        ...dynamicResource(
          adminAccount,
          "adminAccount",
          name,
          { ...args, ...onApplication(args?.application) },
          opts,
        ),
      );
    } finally {
      restore();
    }
  }
}
