import { existsSync } from "node:fs";
import * as pulumi from "@pulumi/pulumi";
import { location } from "../../../ground/one-line";
import { projectRoot } from "../../../ground/project-file";
import { databaseFile, defaultEndpoint, isShared } from "../../../provider/client/endpoint";
import { shownEndpoint } from "../../../provider/client/endpoint-password";
import { oncePerRun } from "./per-run";
import { stackResources } from "./stack-resources";

/**
 * Before the first creation in a place where no backend is: makes sure that none is missing. The provider sees one
 * resource at a time and can't know of others in the state, so a lost database would be made anew and everything
 * in it forgotten. Asked once per run; for a file only where it isn't there, which a program can see by itself.
 *
 * @returns why no backend may be made, for the provider to say where there is none.
 */
export const backendRefusal = oncePerRun(async (): Promise<string | undefined> => {
  // Not by `pulumi.Config`, which warns of an endpoint that is a secret, as one with a password should be.
  const configured = pulumi.runtime.getConfig("tencentrtc:endpoint");
  const line = location(configured ?? process.env.TENCENTRTC_ENDPOINT ?? defaultEndpoint);
  // What can't be read is the provider's to judge.
  if ("fault" in line) return undefined;
  const endpoint = line.text;
  const place = placeOfMissing(endpoint);
  if (place === undefined) return undefined;
  if (isShared(endpoint) && !process.env.TENCENTRTC_BACKEND_KEY) {
    return `${place} holds no management backend yet, and TENCENTRTC_BACKEND_KEY isn't set: no backend is made there without the key that seals its secrets (\`openssl rand -base64 32\` makes one)`;
  }
  const resources = await stackResources();
  if (!resources.some(({ outputs }) => outputs.__backend !== undefined)) return undefined;
  return (
    `the management backend ${place} is missing, and this stack has resources that live in it; nothing was changed. ` +
    "Bring it back with its key, or set tencentrtc:endpoint back to where they were made"
  );
});

/** What is missing, or may be; undefined where nothing can be. */
function placeOfMissing(endpoint: string): string | undefined {
  if (isShared(endpoint)) return shownEndpoint(endpoint);
  // Anything else, a malformed one included, is the provider's to judge.
  if (!/^file:(?!\/\/[^/])./.test(endpoint)) return undefined;
  const file = databaseFile(endpoint, projectRoot(process.cwd()));
  return existsSync(file) ? undefined : `${shownEndpoint(endpoint)} (${file})`;
}
