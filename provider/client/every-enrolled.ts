import {
  type EnrolledApplication,
  everyEntry,
  ListEnrolledApplications,
  type ResponseOf,
  VerifyApplications,
  verifiedPerRequest,
} from "../../backend/api";
import type { Client } from "./client";
import { BackendUnavailable } from "./errors";

/**
 * All applications that are enrolled in a real account, by SDKAppID.
 *
 * @throws BackendUnavailable (`busy`) when their count doesn't keep still.
 */
export async function everyEnrolled(client: Client): Promise<EnrolledApplication[]> {
  const found = await everyEntry(async (Offset) => {
    const { TotalCount, Applications } = await client.call(ListEnrolledApplications, { Offset });
    return { count: TotalCount, entries: Applications };
  });
  if (found) return found;
  throw new BackendUnavailable("applications are being enrolled all the while; try again later", "busy");
}

interface Verified {
  /** Why nobody knows whose applications are, each once. */
  readonly faults: readonly string[];
  readonly entries: ResponseOf<typeof VerifyApplications>["Entries"];
}

/** Asks Tencent Cloud about enrolled applications, however lately somebody has. */
export async function verifyEach(client: Client, ids: readonly number[]): Promise<Verified> {
  const faults = new Set<string>();
  const entries: Verified["entries"] = [];
  for (let from = 0; from < ids.length; from += verifiedPerRequest) {
    const SdkAppIds = ids.slice(from, from + verifiedPerRequest);
    const answer = await client.call(VerifyApplications, { SdkAppIds });
    entries.push(...answer.Entries);
    if (answer.AccountFault !== null) faults.add(answer.AccountFault);
  }
  return { faults: [...faults], entries };
}
