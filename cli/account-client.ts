import { Client } from "../provider/client/client";
import { connect } from "../provider/client/endpoint";
import { BackendUnavailable } from "../provider/client/errors";
import { type ProviderSettings, readSettings } from "../provider/lifecycle/settings";
import { endpointShown } from "./backend";

/** How an account is reached. */
export interface Reach {
  readonly place: {
    /** Where relative paths start. */
    readonly root: string;
    /** Variables on top of the environment. */
    readonly env: Readonly<Record<string, string>>;
  };
}

/** What the stack's own config says, by key; it wins over the environment, as in the engine's run. */
export type StackConfig = Readonly<Record<string, { readonly value: string } | undefined>>;

const settingsOf = ({ place }: Reach, config: StackConfig): ProviderSettings =>
  readSettings((key) => config[key]?.value, { ...process.env, ...place.env });

/** Where the account's backend is, as messages name it. */
export const backendOf = (reach: Reach, config: StackConfig): string =>
  endpointShown(settingsOf(reach, config).endpoint, reach.place.root);

/**
 * Works on the backend of an account, as a person at the command line does.
 *
 * @returns undefined where that backend hasn't been made yet.
 */
export async function withAccount<T>(
  reach: Reach,
  work: (client: Client) => Promise<T>,
  config: StackConfig = {},
): Promise<T | undefined> {
  const { endpoint, credentials, allowHttp } = settingsOf(reach, config);
  const transport = await connect(endpoint, reach.place.root, { credentials, allowHttp, actor: "cli" });
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
