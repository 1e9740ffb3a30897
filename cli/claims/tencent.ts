import type { Site } from "../../backend/api";
import {
  assumed,
  Chat,
  CloudAccount,
  type CloudCredentials,
  cloudCredentialsIn,
  Exchange,
  endpointsIn,
  type WebIdentity,
  webIdentityIn,
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
  /** Undefined without credentials of an account. */
  readonly account: CloudAccount | undefined;
}

/**
 * Does work with Tencent Cloud, as the environment of this process leads there. It ends at ^C.
 *
 * @throws UserError where options and credentials in the environment don't fit; CutOff where the run was cancelled.
 */
export async function withTencent<T>(
  { site, uin }: TencentOptions,
  work: (tencent: Tencent) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const { env: environment } = process;
  const endpoints = endpointsIn(environment);
  const pair = cloudCredentialsIn(environment);
  const role = webIdentityIn(environment);
  const given = pair ?? role;
  if (pair && role) {
    throw new UserError(
      "TENCENTRTC_CLOUD_SECRET_ID and TENCENTRTC_CLOUD_ROLE_ARN both say who asks: leave one of them out",
    );
  }
  if (given && site === undefined) {
    throw new UserError(
      "there are credentials of Tencent Cloud: say of which site, --site china or --site international",
    );
  }
  if (!given && uin !== undefined) {
    throw new UserError(
      "--uin needs the account's key pair, in TENCENTRTC_CLOUD_SECRET_ID and TENCENTRTC_CLOUD_SECRET_KEY, or a role",
    );
  }
  const exchange = new Exchange({ environment });
  const ways = { endpoints, exchange, now: Date.now };
  try {
    const account = given && site && (await accountOf(given, { ...ways, site, uin }, signal));
    return await work({ chat: new Chat(ways), account });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new CutOff("cancelled before everything was asked", "nothing is stored, run it again");
  } finally {
    await exchange.close();
  }
}

async function accountOf(
  given: CloudCredentials | WebIdentity,
  options: Omit<ConstructorParameters<typeof CloudAccount>[0], "credentials">,
  signal: AbortSignal,
): Promise<CloudAccount> {
  const credentials = "roleArn" in given ? await assumed(given, options, signal) : given;
  return new CloudAccount({ ...options, credentials });
}
