import * as pulumi from "@pulumi/pulumi";
import type { Bag } from "../../../ground/bag";
import type { Application } from "./application";

/**
 * The id of an application given as itself or by its id. The id, not `sdkAppId`: on an update in place the other
 * outputs of a dynamic resource are unknown in the plan, and children would seem to change.
 */
export const applicationId = (application: Named): Exclude<Named, Application> =>
  isApplication(application) ? application.id : application;

type Named = Application | pulumi.Input<string> | number;

const isApplication = (value: Named): value is Application => pulumi.CustomResource.isInstance(value);

/** What tells a resource on which application it hangs, and whether that stays when it is destroyed. */
export const onApplication = (args: { readonly application: Named } | undefined): Bag =>
  args === undefined
    ? {}
    : {
        application: applicationId(args.application),
        __keeps: isApplication(args.application)
          ? pulumi
              .output(args.application.deletionPolicy)
              .apply((policy) => (policy === "delete" ? undefined : policy))
          : undefined,
      };
