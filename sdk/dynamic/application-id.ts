import * as pulumi from "@pulumi/pulumi";
import type { Application } from "./application";

/**
 * The id of an application given as itself or by its id. The id, not `sdkAppId`: on an update in place the other
 * outputs of a dynamic resource are unknown in the plan, and children would seem to change.
 */
export const applicationId = (application: Application | pulumi.Input<string>): pulumi.Input<string> =>
  isApplication(application) ? application.id : application;

const isApplication = (value: Application | pulumi.Input<string>): value is Application =>
  pulumi.CustomResource.isInstance(value);
