import { setMaxListeners } from "node:events";
import { explain, isExpected, UserError } from "../../../ground/errors";
import { ApiError, type FactName, type RegionName } from "../../api";
import type { Asker, CloudAccount, Fact, Proof, Tencent } from "../../cloud";
import type { Moment, Scope } from "../scope";
import type { Told } from "./evidence";
import type { KeyTrials } from "./key-trials";

/** Loaded late: it brings a client of HTTP, which simulated accounts don't need. */
const cloud = (): typeof import("../../cloud") => require("../../cloud");

/** Milliseconds for all that one request asks: a client waits for half a minute. */
const askedWithin = 20_000;

/** Whose an application is, can be asked with this; or why it can't. */
type Owner = { readonly account: CloudAccount } | { readonly why: string; readonly isFault: boolean };

/** Tencent Cloud for one request, by the keys of applications. */
export interface AskingByKeys {
  readonly tencent: Tencent;
  readonly signal: AbortSignal;
}

/** Tencent Cloud for one request, by the account's key pair as well. */
export interface Asking extends AskingByKeys {
  readonly owner: Owner;
}

/**
 * Does work with Tencent Cloud, in no transaction. Whose the credentials are is asked before all else.
 *
 * @throws ApiError where this process's environment doesn't lead there.
 */
export const askingTencent = <T>(scope: Scope, work: (asking: Asking) => Promise<T>): Promise<T> =>
  askingByKeys(scope, async ({ tencent, signal }) => {
    const account = await scope.read(async (moment: Moment) => moment.account);
    const owner = await ownerIn(tencent, account, signal);
    return work({ tencent, owner, signal });
  });

/**
 * Does work with Chat's REST API, in no transaction.
 *
 * @throws ApiError where this process's environment doesn't lead there.
 */
export async function askingByKeys<T>(scope: Scope, work: (asking: AskingByKeys) => Promise<T>): Promise<T> {
  const tencent = open(scope);
  const signal = AbortSignal.timeout(askedWithin);
  // Every look at an application listens to it: Node's warning means nothing here.
  setMaxListeners(0, signal);
  try {
    return await work({ tencent, signal });
  } finally {
    await tencent.close();
  }
}

function open(scope: Scope): Tencent {
  try {
    return scope.tencent();
  } catch (error) {
    if (error instanceof UserError) throw new ApiError("FailedOperation", explain(error));
    throw error;
  }
}

async function ownerIn(
  tencent: Tencent,
  { uin, site }: Moment["account"],
  signal: AbortSignal,
): Promise<Owner> {
  try {
    const account = site === null ? undefined : await tencent.account(site, uin, signal);
    if (!account) {
      return {
        why: "the backend has no key pair in TENCENTRTC_CLOUD_SECRET_ID, and no role",
        isFault: false,
      };
    }
    await account.identity(signal);
    return { account };
  } catch (error) {
    if (signal.aborted) return { why: late, isFault: true };
    if (isExpected(error)) return { why: explain(error), isFault: true };
    throw error;
  }
}

const late = `no answer within ${askedWithin / 1_000} seconds`;

/** An application, and what it is asked with. */
export interface Question extends Signing {
  readonly sdkAppId: number;
  readonly admins: readonly string[];
  /** Asks by one call alone: signed for this user, at the region, which is known then. */
  readonly only?: string;
}

/** What signs for an application. */
export interface Signing {
  /** Undefined where it is to be found. */
  readonly region: RegionName | undefined;
  readonly secretKey: string;
  readonly trials: KeyTrials;
  /** Whether Tencent has accepted this key before: then a try is written down only if it is refused. */
  readonly isAccepted: boolean;
}

interface Unknown {
  readonly fact: FactName;
  readonly userId?: string;
  readonly why: string;
}

/** What a look told, and what it left open. */
export interface Looked {
  readonly told: readonly Told[];
  readonly unknown: readonly Unknown[];
  readonly next: readonly string[];
  /** Whether Tencent couldn't be asked about something. */
  readonly isUnasked: boolean;
}

/** Asks for what an application's key proves. */
export async function lookWithKey(
  { trials, isAccepted, ...claimed }: Question,
  { tencent, signal }: AskingByKeys,
): Promise<Looked> {
  try {
    return lookedAt(await cloud().prove(inTurn(tencent.chat, trials, isAccepted), claimed, signal));
  } catch (error) {
    if (!signal.aborted) throw error;
    return unasked(claimed.admins, late, true);
  }
}

/** Asks whose an application is. */
export async function lookForOwner(sdkAppId: number, { owner, signal }: Asking): Promise<Looked> {
  const open = (why: string, isUnasked: boolean): Looked => ({
    told: [],
    unknown: [{ fact: "Owned", why }],
    next: [],
    isUnasked,
  });
  if ("why" in owner) return open(owner.why, false);
  try {
    return read([["Owned", await cloud().ownershipOf(owner.account, sdkAppId, signal)]]);
  } catch (error) {
    if (signal.aborted) return open(late, true);
    if (error instanceof cloud().CloudUnavailable) return open(error.inWords, true);
    throw error;
  }
}

/** What a key would have proved, where it can't be asked with. */
export const unasked = (admins: readonly string[], why: string, isUnasked: boolean): Looked => ({
  told: [],
  unknown: [
    ...(["Key", "Region", "Status"] as const).map((fact) => ({ fact, why })),
    ...cloud()
      .askedUsers(admins)
      .map((userId) => ({ fact: "Admin" as const, userId, why })),
  ],
  next: [],
  isUnasked,
});

export const together = (...looks: readonly Looked[]): Looked => ({
  told: looks.flatMap(({ told }) => told),
  unknown: looks.flatMap(({ unknown }) => unknown),
  next: looks.flatMap(({ next }) => next),
  isUnasked: looks.some(({ isUnasked }) => isUnasked),
});

const lookedAt = ({ key, region, status, admins, next, isUnasked }: Proof): Looked => ({
  ...read([
    ["Key", key],
    ["Region", region],
    ["Status", status],
    ...admins.map(({ userId, isAdmin }) => ["Admin", isAdmin, userId] as const),
  ]),
  next,
  isUnasked,
});

type Read = readonly [fact: FactName, known: Fact<boolean | string>, userId?: string];

const read = (facts: readonly Read[]): Looked => ({
  told: facts.flatMap(([fact, known, userId]) =>
    known.value === null
      ? []
      : [{ fact, userId, value: known.value, how: known.how, by: known.by, requestId: known.requestId }],
  ),
  unknown: facts.flatMap(([fact, known, userId]) =>
    "why" in known ? [{ fact, ...(userId !== undefined && { userId }), why: known.why }] : [],
  ),
  next: [],
  isUnasked: false,
});

/** Lets no key be tried that was refused, and none twice at once; and remembers a refusal before anybody hears of it. */
function inTurn(chat: Asker, trials: KeyTrials, isAccepted: boolean): Asker {
  let isKnown = isAccepted;
  return {
    async accountCheck(signer, region, signal) {
      const why = isKnown ? undefined : await trials.begin(region);
      if (why !== undefined) throw new (cloud().CloudUnavailable)(why);
      const answer = await chat.accountCheck(signer, region, signal);
      if (answer.says.key === false) {
        await trials.refused(region, `account_check at ${region}: ${answer.code}`);
      } else if (!isKnown) {
        await trials.answered(region);
        isKnown = answer.says.key === true;
      }
      return answer;
    },
  };
}
