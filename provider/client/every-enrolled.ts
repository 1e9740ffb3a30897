import { type EnrolledApplication, everyEntry, ListEnrolledApplications } from "../../backend/api";
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
