import * as pulumi from "@pulumi/pulumi";
import { getApplications as definition } from "../../../provider/functions";
import { invoke } from "./dynamic-function";
import type {
  GetApplicationsArgs,
  GetApplicationsOutputArgs,
  GetApplicationsResult,
} from "./get-applications.generated";

/**
 * Lists the applications of the account, whoever manages them: all, or those that match every filter.
 * Applications that this run creates may be missing.
 *
 * @example
 * ```ts
 * const { ids } = await getApplications({ tags: { team: "support" }, status: "Normal" });
 * ```
 */
export const getApplications = (args: GetApplicationsArgs = {}): Promise<GetApplicationsResult> =>
  invoke(definition, args);

/** `getApplications` for filters that may not be known yet. */
export const getApplicationsOutput = (
  args: GetApplicationsOutputArgs = {},
): pulumi.Output<GetApplicationsResult> => pulumi.output(args).apply(getApplications);
