import type { Client } from "../../provider/client/client";
import { databaseLocation } from "../../provider/client/endpoint";
import { readSettings } from "../../provider/lifecycle/settings";
import { endpointShown, withClient } from "./backend";

/** How an account is reached. */
export interface Reach {
  readonly place: {
    /** Where relative paths start. */
    readonly root: string;
    /** Variables on top of the environment; undefined takes one away. */
    readonly env: Readonly<Record<string, string | undefined>>;
  };
}

/** What the stack's own config says, by key; it wins over the environment, as in the engine's run. */
export type StackConfig = Readonly<Record<string, { readonly value: string } | undefined>>;

function settingsOf({ place }: Reach, config: StackConfig) {
  const environment = { ...process.env, ...place.env };
  return { ...readSettings((key) => config[key]?.value, environment), environment };
}

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
  const { endpoint, credentials, allowHttp, uin, environment } = settingsOf(reach, config);
  const options = { credentials, allowHttp, uin, environment, actor: "cli" } as const;
  return withClient([endpoint, reach.place.root], options, work, () => undefined);
}

/** Account that endpoint and credentials lead to. */
export interface Identified {
  /** Undefined where its backend hasn't been made yet. */
  readonly uin: string | undefined;
  /** Identifies the account: equal for one account, however it is reached. */
  readonly key: string;
}

export async function identify(reach: Reach, config: StackConfig): Promise<Identified> {
  const account = await withAccount(reach, (client) => client.account(), config);
  if (account !== undefined) return { uin: account.Uin, key: `${account.Identity} ${account.Uin}` };
  // What isn't there yet is told apart by where it will be.
  const location = databaseLocation(settingsOf(reach, config).endpoint, reach.place.root);
  return { uin: undefined, key: "file" in location ? location.file : location.url };
}
