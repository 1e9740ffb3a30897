import { generateKeyPairSync, randomBytes } from "node:crypto";
import { z } from "zod";
import { dayMs } from "../../ground/time";
import { defaultAdminAccount, isPrivateKey, type RegionName, regions } from "../api";
import type { CloudAccount } from "./account";
import type { Chat, ChatLook, Signer } from "./chat/chat";
import { CloudRefusal, CloudUnavailable } from "./errors";
import { describeEvents, describeRenewInstances } from "./looks";

/** What Tencent answered to a question that its documents leave open, or answer and nobody has tried. */
export interface RealCheck {
  /** The question, for people. */
  readonly question: string;
  /** SDKAppID and region; null for one about the account. */
  readonly about: string | null;
  /** A code, a count or names: never a key, a signature or a URL. */
  readonly answer: string;
  /** What the documents let us expect; null where they say nothing. */
  readonly expected: string | null;
  /** Whether there was an answer. */
  readonly isAnswered: boolean;
  /** Whether it is as expected; null where nothing is expected, or nothing was answered. */
  readonly holds: boolean | null;
}

/** An application to try it on: nobody's that matters. */
interface TrialApplication {
  readonly sdkAppId: number;
  readonly region: RegionName;
  readonly secretKey: string;
}

interface Question {
  readonly question: string;
  readonly about?: string;
  /** Answers that would be as expected. */
  readonly expected?: readonly string[];
  readonly ask: () => Promise<string>;
}

/** A user who is no admin of anything, so that the answer says so. */
const stranger = "tencentrtc-nobody";
/** Tencent's own example in its documents: an application of another account. */
const foreignId = 1_400_000_000;
const callbacks = ["call_config", "room_config", "live_config"] as const;
const days = 29;

const callback = (family: (typeof callbacks)[number]): ChatLook => ({
  command: `${family}/get_callback`,
  body: {},
  perSecond: 200,
});
const appInfo: ChatLook = {
  command: "openconfigsvr/getappinfo",
  body: { RequestField: ["AppName"] },
  perSecond: 200,
};
const AppInfo = z.object({ Result: z.array(z.object({ AppName: z.string().optional() })).default([]) });

/** The questions about an application. The wrong key is tried once, as Tencent locks after several. */
export function questionsOf(
  chat: Chat,
  application: TrialApplication,
  signal: AbortSignal,
): readonly Question[] {
  const { region, ...rest } = application;
  const admin: Signer = { ...rest, userId: defaultAdminAccount };
  const about = `${application.sdkAppId} at ${region}`;
  const elsewhere = regions.find((other) => other !== region) ?? region;
  const check = async (signer: Signer, at: RegionName) =>
    String((await chat.accountCheck(signer, at, signal)).code);
  return [
    { question: "account_check by administrator", about, expected: ["0"], ask: () => check(admin, region) },
    {
      question: `account_check at another region's host, ${elsewhere}`,
      about,
      expected: ["60026"],
      ask: () => check(admin, elsewhere),
    },
    {
      question: "account_check by a user who is no admin",
      about,
      expected: ["60010", "70107"],
      ask: () => check({ ...admin, userId: stranger }, region),
    },
    ...callbacks.map((family) => ({
      question: `get_callback of ${family}`,
      about,
      ask: async () => String((await chat.look(admin, region, callback(family), signal)).answer.code),
    })),
    {
      question: "AppName of getappinfo; compare it with the console's name",
      about,
      ask: async () => {
        const { answer, json } = await chat.look(admin, region, appInfo, signal);
        const names = AppInfo.safeParse(json).data?.Result.flatMap(({ AppName }) => AppName ?? []) ?? [];
        return answer.code === 0
          ? `0, ${[...new Set(names)].join(", ") || "without a name"}`
          : String(answer.code);
      },
    },
    {
      question: "account_check with a wrong key",
      about,
      expected: ["70003", "70009"],
      ask: () => check({ ...admin, secretKey: anotherThan(admin.secretKey) }, region),
    },
  ];
}

/** A key of the same kind, that is nobody's. */
function anotherThan(key: string): string {
  if (!isPrivateKey(key)) return randomBytes(32).toString("hex");
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  return privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}

/** The questions about an account, with applications that are its own. */
export function questionsOfAccount(
  account: CloudAccount,
  own: readonly number[],
  now: number,
  signal: AbortSignal,
): readonly Question[] {
  const usage = async (id: number) => {
    await account.usage(id, signal);
    return "answered";
  };
  const listing: readonly Question[] =
    account.site === "china"
      ? own.map((id) => ({
          question: "DescribeSdkAppid lists it",
          about: String(id),
          expected: ["listed"],
          ask: async () => ((await account.sdkAppIds(signal)).answer.includes(id) ? "listed" : "not listed"),
        }))
      : [];
  return [
    {
      question: "GetCallerIdentity",
      expected: ["answered"],
      ask: async () => {
        await account.identity(signal);
        return "answered";
      },
    },
    ...listing,
    ...own.map((id) => ({
      question: "DescribeTrtcUsage of an own application",
      about: String(id),
      expected: ["answered"],
      ask: () => usage(id),
    })),
    {
      question: "DescribeTrtcUsage of another account's application",
      about: String(foreignId),
      expected: ["InvalidParameter.SdkAppId"],
      ask: () => usage(foreignId),
    },
    {
      question: "DescribeRenewInstances: product codes, and whether an instance is an application",
      ask: async () => {
        const { answer } = await account.look(describeRenewInstances, { MaxResults: 100 }, signal);
        const instances = answer.InstanceList ?? [];
        const codes = new Set(instances.map(({ ProductCode }) => ProductCode));
        const isOwn = instances.some(({ InstanceId }) => own.includes(Number(InstanceId)));
        return `${[...codes].join(", ") || "none"}; ${isOwn ? "one is" : "none is"} an application of the list`;
      },
    },
    ...["im", "trtc"].map((type) => ({
      question: `DescribeEvents: names of the last events of ${days} days, of the resource type ${type}`,
      ask: async () => {
        const [StartTime, EndTime] = [now - days * dayMs, now].map((time) => Math.floor(time / 1_000));
        const LookupAttributes = [{ AttributeKey: "ResourceType", AttributeValue: type }];
        const request = { StartTime, EndTime, MaxResults: 50, LookupAttributes };
        const { answer } = await account.look(describeEvents, request, signal);
        return [...new Set(answer.Events?.map(({ EventName }) => EventName))].join(", ") || "none";
      },
    })),
  ];
}

/**
 * Asks one after the other, so that each answer stands for itself; what can't be asked is an answer as well.
 *
 * @throws UserError where the key pair is another account's; signal's reason when it aborts.
 */
export async function askAll(
  questions: readonly Question[],
  signal: AbortSignal,
): Promise<readonly RealCheck[]> {
  const checks: RealCheck[] = [];
  for (const { question, about = null, expected, ask } of questions) {
    const { answer, isAnswered } = await answerTo(ask, signal);
    checks.push({
      question,
      about,
      answer,
      isAnswered,
      expected: expected?.join(" or ") ?? null,
      holds: expected && isAnswered ? expected.includes(answer) : null,
    });
  }
  return checks;
}

async function answerTo(
  ask: () => Promise<string>,
  signal: AbortSignal,
): Promise<{ readonly answer: string; readonly isAnswered: boolean }> {
  try {
    return { answer: await ask(), isAnswered: true };
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CloudRefusal) return { answer: error.code, isAnswered: true };
    if (error instanceof CloudUnavailable) return { answer: error.inWords, isAnswered: false };
    throw error;
  }
}
