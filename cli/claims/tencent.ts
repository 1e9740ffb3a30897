import {
  Chat,
  CloudAccount,
  cloudCredentialsIn,
  Exchange,
  endpointsIn,
  type Site,
} from "../../backend/cloud";
import { CutOff, UserError } from "../../ground/errors";

/** What says by whom Tencent is asked. */
export interface TencentOptions {
  readonly site?: Site;
  readonly uin?: string;
}

/** The ways to Tencent Cloud for one run of a command. */
export interface Tencent {
  readonly chat: Chat;
  /** Undefined without a key pair of an account. */
  readonly account: CloudAccount | undefined;
  readonly close: () => Promise<void>;
}

/**
 * Does work with Tencent Cloud that ends at ^C, and closes the ways there.
 *
 * @throws CutOff where the run was cancelled.
 */
export async function withTencent<T>(
  tencent: Tencent,
  work: (tencent: Tencent) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  try {
    return await work(tencent);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new CutOff("cancelled before everything was asked", "nothing is stored, run it again");
  } finally {
    await tencent.close();
  }
}

/**
 * Tencent Cloud as the environment of this process leads to it.
 *
 * @throws UserError where options and the key pair in the environment don't fit.
 */
export function tencentOf({ site, uin }: TencentOptions, environment: NodeJS.ProcessEnv): Tencent {
  const endpoints = endpointsIn(environment);
  const credentials = cloudCredentialsIn(environment);
  if (credentials && site === undefined) {
    throw new UserError(
      "there is a key pair of Tencent Cloud: say of which site, --site china or --site international",
    );
  }
  if (!credentials && uin !== undefined) {
    throw new UserError(
      "--uin needs the account's key pair, in TENCENTRTC_CLOUD_SECRET_ID and TENCENTRTC_CLOUD_SECRET_KEY",
    );
  }
  const exchange = new Exchange({ environment });
  const ways = { endpoints, exchange, now: Date.now };
  return {
    chat: new Chat(ways),
    account: credentials && site ? new CloudAccount({ ...ways, site, credentials, uin }) : undefined,
    close: () => exchange.close(),
  };
}
