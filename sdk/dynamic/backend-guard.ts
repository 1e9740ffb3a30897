import { existsSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { databaseFile, defaultEndpoint, projectRoot, shownEndpoint } from "../../provider/client/endpoint";
import { oncePerRun } from "./per-run";
import { stackResources } from "./stack-resources";

/**
 * Before the first creation in a place where no embedded backend is: makes sure that none is missing. The provider
 * sees one resource at a time and can't know of others in the state, so a lost database would be made anew and
 * everything in it forgotten. Asked once per run, and only where the file isn't there.
 *
 * @returns why nothing may be made.
 */
export const backendRefusal = oncePerRun(async (): Promise<string | undefined> => {
  const endpoint =
    new pulumi.Config("tencentrtc").get("endpoint") ?? (process.env.TENCENTRTC_ENDPOINT || defaultEndpoint);
  // Anything else, a malformed one included, is the provider's to judge.
  if (!/^file:(?!\/\/[^/])./.test(endpoint)) return undefined;
  const file = databaseFile(endpoint, projectRoot(process.cwd()));
  if (existsSync(file)) return undefined;
  const resources = await stackResources();
  if (!resources.some(({ __backend }) => __backend !== undefined)) return undefined;
  return (
    `the management backend ${shownEndpoint(endpoint)} is missing (${file}), and this stack has resources that live in it; nothing was changed. ` +
    "Bring the folder back with its key file, or set tencentrtc:endpoint back to where they were made"
  );
});
