import { UserError } from "../../ground/errors";
import { Once } from "../../ground/once";
import type { Site } from "../api";
import { CloudAccount } from "./account";
import { Chat } from "./chat/chat";
import { Webhooks } from "./chat/webhook";
import { cloudCredentialsIn } from "./credentials";
import { endpointsIn } from "./endpoints";
import { CloudUnavailable } from "./errors";
import { Exchange } from "./exchange";
import { assumed, webIdentityIn } from "./web-identity";

/** The ways to Tencent Cloud, for a while. */
export interface Tencent {
  readonly chat: Chat;
  readonly webhooks: Webhooks;
  /** Whether the environment has a key pair, or a role, of an account. */
  readonly hasCredentials: boolean;
  /**
   * The account of the credentials, the same one whenever it is asked for; a role is taken at the first time.
   *
   * @param uin the number that it must have; undefined where any will do
   * @returns undefined without credentials
   */
  account(site: Site, uin: string | undefined, signal: AbortSignal): Promise<CloudAccount | undefined>;
  close(): Promise<void>;
}

/**
 * Tencent Cloud, as an environment leads there.
 *
 * @throws UserError where its variables don't fit.
 */
export function tencentIn(environment: NodeJS.ProcessEnv, now: () => number = Date.now): Tencent {
  const endpoints = endpointsIn(environment);
  const pair = cloudCredentialsIn(environment);
  const role = webIdentityIn(environment);
  if (pair && role) {
    throw new UserError(
      "TENCENTRTC_CLOUD_SECRET_ID and TENCENTRTC_CLOUD_ROLE_ARN both say who asks: leave one of them out",
    );
  }
  const exchange = new Exchange({ environment });
  const ways = { endpoints, exchange, now };
  const accounts = new Map<string, Once<CloudAccount | undefined>>();
  const account = (site: Site, uin: string | undefined) =>
    new Once(
      async (signal) => {
        const credentials = pair ?? (role && (await assumed(role, { ...ways, site }, signal)));
        return credentials && new CloudAccount({ ...ways, site, uin, credentials });
      },
      (error) => error instanceof CloudUnavailable,
    );
  const chat = new Chat(ways);
  return {
    chat,
    webhooks: new Webhooks(chat),
    hasCredentials: pair !== undefined || role !== undefined,
    account(site, uin, signal) {
      const name = `${site} ${uin}`;
      const known = accounts.get(name) ?? account(site, uin);
      accounts.set(name, known);
      return known.answer(signal);
    },
    close: () => exchange.close(),
  };
}
