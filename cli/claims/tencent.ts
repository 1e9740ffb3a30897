import type { Site } from "../../backend/api";
import { type Chat, type CloudAccount, tencentIn } from "../../backend/cloud";
import { CutOff, UserError } from "../../ground/errors";
import { readSettings } from "../../provider/lifecycle/settings";

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
  { site, uin: named }: TencentOptions,
  work: (tencent: Tencent) => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  const tencent = tencentIn(process.env);
  try {
    mustFit({ site, uin: named }, tencent.hasCredentials);
    const { TENCENTRTC_UIN } = process.env;
    const uin = named ?? readSettings(() => undefined, { TENCENTRTC_UIN }).uin;
    const account = site && (await tencent.account(site, uin, signal));
    return await work({ chat: tencent.chat, account });
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new CutOff("cancelled before everything was asked", "nothing is stored, run it again");
  } finally {
    await tencent.close();
  }
}

function mustFit({ site, uin }: TencentOptions, hasCredentials: boolean): void {
  if (hasCredentials && site === undefined) {
    throw new UserError(
      "there are credentials of Tencent Cloud: say of which site, --site china or --site international",
    );
  }
  if (hasCredentials || uin === undefined) return;
  throw new UserError(
    "--uin needs the account's key pair, in TENCENTRTC_CLOUD_SECRET_ID and TENCENTRTC_CLOUD_SECRET_KEY, or a role",
  );
}
