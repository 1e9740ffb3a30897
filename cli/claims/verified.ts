import type { RegionName, Standing } from "../../backend/api";
import {
  askedUsers,
  type Chat,
  type CloudAccount,
  CloudUnavailable,
  type Fact,
  ownershipOf,
  type Proof,
  prove,
} from "../../backend/cloud";
import type { Line } from "../../ground/one-line";
import type { Claim } from "./claims-file";

/** What is known of an application that a file claims. */
export interface Verified extends Omit<Proof, "isUnasked"> {
  readonly sdkAppId: number;
  /** As the file has it; null where it left it open. */
  readonly regionGiven: RegionName | null;
  readonly owned: Fact<true>;
  /** `sound`: all that was asked is as claimed; `found`: something isn't; `unasked`: Tencent couldn't be asked. */
  readonly verdict: "sound" | "found" | "unasked";
}

export interface Means {
  readonly chat: Chat;
  /** Undefined without a key pair of the account. */
  readonly account: CloudAccount | undefined;
  readonly keyOf: (claim: Claim) => Line;
  /** Milliseconds for one application; a minute unless given. */
  readonly within?: number;
}

const notAsked = (why: string): Fact<never> => ({ value: null, why });

/**
 * Asks Tencent about one application. What can't be asked is in its own row and spoils no other.
 *
 * @throws run's reason when it is cancelled
 */
export async function verified(claim: Claim, means: Means, run: AbortSignal): Promise<Verified> {
  const { within = 60_000 } = means;
  const late = `no answer within ${within / 1_000} seconds`;
  const deadline = AbortSignal.timeout(within);
  const signal = AbortSignal.any([run, deadline]);
  const ownership = await settled(() => owned(claim, means, signal), run);
  const proof = await settled(() => proofOf(claim, means, signal), run);
  const facts = proof ?? unproven(claim, late, true);
  const { isUnasked, ...shown } = facts;
  const row = {
    sdkAppId: claim.sdkAppId,
    regionGiven: claim.region ?? null,
    owned: ownership?.fact ?? notAsked(late),
    ...shown,
  };
  const couldNotAsk = isUnasked || ownership === undefined || ownership.isUnasked;
  return { ...row, verdict: couldNotAsk ? "unasked" : isSound(row) ? "sound" : "found" };
}

/** @returns undefined where the time of this application is over */
async function settled<T>(work: () => Promise<T>, run: AbortSignal): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    run.throwIfAborted();
    if (error instanceof DOMException && error.name === "TimeoutError") return undefined;
    throw error;
  }
}

interface Owned {
  readonly fact: Fact<true>;
  readonly isUnasked: boolean;
}

async function owned({ sdkAppId }: Claim, { account }: Means, signal: AbortSignal): Promise<Owned> {
  if (!account)
    return { fact: notAsked("no key pair in TENCENTRTC_CLOUD_SECRET_ID, and no role"), isUnasked: false };
  try {
    return { fact: await ownershipOf(account, sdkAppId, signal), isUnasked: false };
  } catch (error) {
    if (!(error instanceof CloudUnavailable)) throw error;
    return { fact: notAsked(error.inWords), isUnasked: true };
  }
}

async function proofOf(claim: Claim, { chat, keyOf }: Means, signal: AbortSignal): Promise<Proof> {
  const key = keyOf(claim);
  if ("fault" in key) return unproven(claim, `the key ${key.fault}`, false);
  const { sdkAppId, region, admins } = claim;
  return prove(chat, { sdkAppId, region, secretKey: key.text, admins }, signal);
}

const unproven = ({ admins }: Claim, why: string, isUnasked: boolean): Proof => ({
  key: notAsked(why),
  region: notAsked(why),
  status: notAsked(why),
  admins: askedUsers(admins).map((userId) => ({ userId, isAdmin: notAsked(why) })),
  next: [],
  isUnasked,
});

type Row = Omit<Verified, "verdict">;

/** Ownership that isn't known is no finding: nothing proves the contrary, and some have no key pair. */
const isSound = ({ key, region, regionGiven, status, admins }: Row): boolean =>
  key.value === true &&
  region.value !== null &&
  (regionGiven === null || region.value === regionGiven) &&
  status.value === ("serves" satisfies Standing) &&
  admins.every(({ isAdmin }) => isAdmin.value === true);
