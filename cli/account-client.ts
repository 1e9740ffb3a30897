import { Client } from "../provider/client/client";
import { connect } from "../provider/client/endpoint";
import { BackendUnavailable } from "../provider/client/errors";
import { readSettings } from "../provider/lifecycle/settings";
import type { Target } from "./fleet";

/**
 * Works on the backend of the account that files belong to, as a person at the command line does.
 *
 * @returns undefined where that backend hasn't been made yet.
 */
export async function withAccount<T>(
  { place }: Target,
  work: (client: Client) => Promise<T>,
): Promise<T | undefined> {
  const { endpoint, credentials } = readSettings(() => undefined, { ...process.env, ...place.env });
  const transport = await connect(endpoint, place.root, { credentials, actor: "cli" });
  const client = new Client(transport, new AbortController().signal);
  try {
    return await work(client);
  } catch (error) {
    if (error instanceof BackendUnavailable && error.reason === "missing") return undefined;
    throw error;
  } finally {
    await client.close();
  }
}
