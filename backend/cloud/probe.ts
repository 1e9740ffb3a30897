import { defaultAdminAccount, type RegionName, regions, type Standing } from "../api";
import type { Said } from "./chat/answers";
import type { Chat, ChatReply } from "./chat/chat";
import { CloudUnavailable } from "./errors";
import { type Fact, unknown } from "./fact";

/** An application as somebody wrote it down. */
export interface Claimed {
  readonly sdkAppId: number;
  /** Undefined where it is to be found. */
  readonly region: RegionName | undefined;
  /** The SDKSecretKey. */
  readonly secretKey: string;
  /** User ids; `administrator` is asked in any case. */
  readonly admins: readonly string[];
  /** Asks by one call alone: signed for this user, at the region that is written down. */
  readonly only?: string;
}

/** What Chat's REST API proved of an application. */
export interface Proof {
  /** Whether the key is the application's. */
  readonly key: Fact<boolean>;
  /** Where the application is; it may differ from what was written down. */
  readonly region: Fact<RegionName>;
  readonly status: Fact<Standing>;
  readonly admins: readonly { readonly userId: string; readonly isAdmin: Fact<boolean> }[];
  /** What to do about the answers, each once. */
  readonly next: readonly string[];
  /** Whether some host couldn't be asked. */
  readonly isUnasked: boolean;
}

/** Who makes the signed calls. */
export type Asker = Pick<Chat, "accountCheck">;

interface Answered {
  /** Whether nobody said that the application is in this region. */
  readonly isGuess: boolean;
  readonly userId: string;
  readonly region: RegionName;
  readonly answer: ChatReply;
}

/**
 * Asks about one application. One signed call goes first, and others follow only once its signature was accepted: a key
 * that was refused is never tried again.
 *
 * @throws signal's reason when it aborts; where hosts can't be asked the proof says so.
 */
export async function prove(chat: Asker, claimed: Claimed, signal: AbortSignal): Promise<Proof> {
  const { only } = claimed;
  const users = only === undefined ? askedUsers(claimed.admins) : [only];
  const [firstUser = defaultAdminAccount] = users;
  const unasked: string[] = [];
  const ask = asking(chat, claimed, unasked, signal);
  const looked: Answered[] = [];
  for (const region of likelyFirst(claimed)) {
    const answered = await ask(firstUser, region);
    if (answered) looked.push(answered);
    // A region that was written down and can't be reached is no reason to ask elsewhere.
    if (only !== undefined) break;
    if (answered ? answered.answer.after !== "elsewhere" : region === claimed.region) break;
  }
  const first = looked.find(({ answer }) => answer.after !== "elsewhere");
  const all = first ? [first] : looked;
  // What another host answered needs no one else.
  if (first) unasked.length = 0;
  // Of an administrator who is gone the answer refuses the user, and not the key: another admin can sign.
  if (first && (first.answer.says.key || first.answer.says.admin === false)) {
    for (const userId of users.slice(1)) {
      const answered = await ask(userId, first.region);
      if (answered) all.push(answered);
      if (answered?.answer.says.key === false) break;
    }
  }
  return proofOf(all, users, whyUnknown(looked, unasked), unasked);
}

/** Makes signed calls, and notes why one has no answer. */
const asking =
  (chat: Asker, claimed: Claimed, unasked: string[], signal: AbortSignal) =>
  async (userId: string, region: RegionName): Promise<Answered | undefined> => {
    const { sdkAppId, secretKey } = claimed;
    try {
      const answer = await chat.accountCheck({ sdkAppId, secretKey, userId }, region, signal);
      return { userId, region, answer, isGuess: region !== claimed.region };
    } catch (error) {
      if (!(error instanceof CloudUnavailable)) throw error;
      unasked.push(error.inWords);
      return undefined;
    }
  };

function proofOf(
  all: readonly Answered[],
  users: readonly string[],
  why: string,
  unasked: readonly string[],
): Proof {
  const accepted = all.filter(({ answer }) => answer.says.region === true);
  return {
    key: factOf(all, ({ key }) => key, why),
    region: regionOf(accepted, why),
    status: factOf(all, ({ status }) => status, why),
    admins: users.map((userId) => ({
      userId,
      isAdmin: factOf(
        all.filter((answered) => answered.userId === userId),
        ({ admin }) => admin,
        why,
      ),
    })),
    next: nextOf(all, unasked),
    isUnasked: unasked.length > 0,
  };
}

/** The users who are asked about: `administrator` first. */
export const askedUsers = (admins: readonly string[]): readonly string[] => [
  ...new Set([defaultAdminAccount, ...admins]),
];

/** Ids of eight digits are taken for those of the international site in Tencent's own demos: a hint, never a fact. */
const firstChineseId = 1_400_000_000;

function likelyFirst({ sdkAppId, region }: Claimed): readonly RegionName[] {
  const likely = region ?? (sdkAppId < firstChineseId ? "singapore" : "china");
  return [likely, ...regions.filter((other) => other !== likely)];
}

const nextOf = (answers: readonly Answered[], unasked: readonly string[]): readonly string[] => {
  const doubt = answers.some(isDoubtful)
    ? ["write its region: another region's host may refuse a right key"]
    : [];
  const steps = [...answers.map(({ answer }) => answer.next), ...doubt, ...unasked];
  return [...new Set(steps)].filter((step) => step !== "");
};

const shown = ({ region, answer }: Answered): string => `account_check at ${region}: ${answer.code}`;

function whyUnknown(looked: readonly Answered[], unasked: readonly string[]): string {
  // Hosts of other regions only say that they are.
  const last =
    looked.find(({ answer }) => answer.after !== "elsewhere") ??
    looked.find(({ answer }) => answer.says.region !== false) ??
    looked.at(-1);
  const [failure] = unasked;
  if (failure !== undefined && last?.answer.after !== "end") return failure;
  return last ? `${shown(last)}, ${last.answer.words}` : "nothing was asked";
}

/** Answers that differ on one fact (an admin, and one who isn't) leave to the first what it says. */
function factOf<T>(answers: readonly Answered[], read: (says: Said) => T | undefined, why: string): Fact<T> {
  for (const answered of answers) {
    const value = read(answered.answer.says);
    if (value === undefined) continue;
    return { value, ...knownBy(answered) };
  }
  return unknown(why);
}

function regionOf([accepted]: readonly Answered[], why: string): Fact<RegionName> {
  if (!accepted) return unknown(why);
  return { value: accepted.region, ...knownBy(accepted) };
}

/** What another region's host answers to a right key isn't documented: there a refusal of the key proves less. */
const isDoubtful = ({ answer, isGuess }: Answered): boolean => isGuess && answer.says.key === false;

const knownBy = (answered: Answered) => ({
  how: howKnown(answered),
  by: shown(answered),
  requestId: answered.answer.requestId ?? null,
});

const howKnown = (answered: Answered): "proven" | "inferred" =>
  answered.answer.certainty === "documented" && !isDoubtful(answered) ? "proven" : "inferred";
