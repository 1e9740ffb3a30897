import {
  type ApplicationRecord,
  everyEntry,
  ListApplications,
  type SimulatedApplication,
} from "../../backend/api";
import type { Client } from "./client";
import { BackendUnavailable } from "./errors";

/** Those that a simulated account holds: of a real one's nothing. */
export const simulatedAmong = (records: readonly ApplicationRecord[]): SimulatedApplication[] =>
  records.filter((record) => record.Executor === "clock");

interface Wanted {
  readonly WithSecrets?: boolean;
}

/**
 * All applications of the account, by SDKAppID.
 *
 * @throws BackendUnavailable (`busy`) when their count doesn't keep still.
 */
export async function everyApplication(client: Client, wanted: Wanted = {}): Promise<ApplicationRecord[]> {
  const found = await everyEntry(async (Offset) => {
    const { TotalCount, Applications } = await client.call(ListApplications, { ...wanted, Offset });
    return { count: TotalCount, entries: Applications };
  });
  if (found) return found;
  throw new BackendUnavailable(
    "applications are being made or deleted all the while; try again when that is over",
    "busy",
  );
}
