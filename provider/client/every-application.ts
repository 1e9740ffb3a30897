import { type ApplicationRecord, ListApplications } from "../../backend/api";
import type { Client } from "./client";
import { BackendUnavailable } from "./errors";

interface Wanted {
  readonly WithSecrets?: boolean;
}

/** Somebody who keeps making and deleting applications can't keep us at it for ever. */
const attempts = 5;

/**
 * All applications of the account, by SDKAppID: every page, and all pages again when the count has changed
 * meanwhile, since one deleted from an early page hides another.
 *
 * @throws BackendUnavailable (`busy`) when the count doesn't keep still.
 */
export async function everyApplication(client: Client, wanted: Wanted = {}): Promise<ApplicationRecord[]> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const applications = await readThrough(client, wanted);
    if (applications) return applications;
  }
  throw new BackendUnavailable(
    "applications are being made or deleted all the while; try again when that is over",
    "busy",
  );
}

/** Every page; undefined when they don't belong together. */
async function readThrough(client: Client, wanted: Wanted): Promise<ApplicationRecord[] | undefined> {
  const { TotalCount, Applications } = await client.call(ListApplications, wanted);
  const found = [...Applications];
  while (found.length < TotalCount) {
    const page = await client.call(ListApplications, { ...wanted, Offset: found.length });
    if (page.TotalCount !== TotalCount || page.Applications.length === 0) return undefined;
    found.push(...page.Applications);
  }
  return found;
}
