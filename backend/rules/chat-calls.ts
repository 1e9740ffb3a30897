import type { OpenedUserSig, Settings, WebhookFamily } from "../api";
import { servesIn } from "./application/face-status";
import { hindrance, type StatusState } from "./application/status";
import { judgeUserSig, type VerifyingKeys } from "./user-sigs";

/**
 * ErrorCodes of Chat's REST API (tencentcloud.com/document/product/1047/34348), as far as a simulated application can
 * come to them. Which one Tencent answers where several fit is not documented: here the host comes first, then the
 * signature, then how the application stands, then the user.
 */
export const chatCodes = {
  ok: 0,
  noAdmin: 60010,
  malformed: 60012,
  disabled: 60016,
  tooOften: 60018,
  expired: 60020,
  otherRegion: 60026,
  trialUsedUp: 60028,
  userSigExpired: 70001,
  noUserSig: 70003,
  otherKey: 70009,
  otherUser: 70013,
  otherApplication: 70014,
  noKeyPair: 70016,
  noApplication: 70020,
  locked: 70050,
  deactivated: 80005,
  arrears: -10108,
  noSuchCommand: 60009,
  notIncluded: 60027,
  malformedCallback: 100002,
  callbackThere: 100300,
  noCallback: 100301,
} as const;
export type ChatCode = (typeof chatCodes)[keyof typeof chatCodes];

/** Those that count towards the lock of an application: nothing tells that the sender has its key. */
export const isWrongSignature = (code: ChatCode): boolean =>
  code === chatCodes.noUserSig || code === chatCodes.otherKey;

const ofUserSig = {
  application: chatCodes.otherApplication,
  user: chatCodes.otherUser,
  algorithm: chatCodes.noKeyPair,
  key: chatCodes.otherKey,
  start: chatCodes.noUserSig,
  end: chatCodes.userSigExpired,
  rights: chatCodes.noUserSig,
} as const satisfies Record<NonNullable<ReturnType<typeof judgeUserSig>>["about"], ChatCode>;

/** What a UserSig is answered with; `ok` where the application takes it. */
export function codeOfUserSig(
  sig: OpenedUserSig | undefined,
  signer: Parameters<typeof judgeUserSig>[1],
  keys: VerifyingKeys,
  now: number,
): ChatCode {
  if (!sig) return chatCodes.noUserSig;
  const fault = judgeUserSig(sig, signer, keys, now);
  return fault ? ofUserSig[fault.about] : chatCodes.ok;
}

/** What a settled application is answered with for how it stands; `ok` where it serves. */
export function codeOfStatus(state: StatusState, now: number, settings: Settings): ChatCode {
  if (state.status === "Expired") return chatCodes.expired;
  if (servesIn(state.status)) return chatCodes.ok;
  switch (hindrance(state, now, settings)) {
    case null:
    case "manual":
      return chatCodes.disabled;
    case "arrears":
      return chatCodes.arrears;
    default:
      return chatCodes.deactivated;
  }
}

/** What a webhook command does. */
export type WebhookVerb = "set" | "get" | "update" | "delete";

/** What a webhook command is answered with before it does anything; `ok` where it does. */
export function codeOfWebhook(
  verb: WebhookVerb,
  { setOverwrites }: WebhookFamily,
  { isThere, isAvailable }: { readonly isThere: boolean; readonly isAvailable: boolean },
): ChatCode {
  if (!isAvailable) return chatCodes.notIncluded;
  if (verb === "set") return isThere && !setOverwrites ? chatCodes.callbackThere : chatCodes.ok;
  return isThere ? chatCodes.ok : chatCodes.noCallback;
}
