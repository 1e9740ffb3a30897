import {
  ApiError,
  type ApplicationFieldColumns,
  applicationFields,
  claimDigest,
  defaultSettings,
  type ErrorCode,
  type Settings,
} from "../../../backend/api";
import {
  adminAccountQuota,
  forbidsAdminDeletion,
  judgeAdminAccount,
} from "../../../backend/rules/admin-accounts";
import { type Deletable, forbidsDeletion } from "../../../backend/rules/application/deletion";
import { judgeFields } from "../../../backend/rules/application/fields";
import { secretKey } from "../../../backend/rules/application/keys";
import type { Editions } from "../../../backend/rules/application/products";
import { applicationQuota } from "../../../backend/rules/application/quotas";
import { claimOf, isOutdated, judgeTaking, overtaken } from "../../../backend/rules/claims";
import { identityHash, judgeToken } from "../../../backend/rules/client-tokens";
import { settingsOf } from "../../../backend/rules/settings";
import { day, settings, t0 } from "./application";

const row: ApplicationFieldColumns = {
  name: "shop",
  description: "",
  application_type: null,
  region: "singapore",
  products: '["chat"]',
  rtc_service: 0,
  signature_algorithm: "HMAC-SHA256",
  deletion_protection: 0,
  owner: null,
};

const codeOf = (judged: unknown): ErrorCode | undefined =>
  judged instanceof ApiError ? judged.code : undefined;

describe("names", () => {
  const longest = "a".repeat(300);
  test.each([
    ["Name", "support_chat", undefined, true],
    ["Name", "a".repeat(15), undefined, true],
    ["Name", "a".repeat(16), undefined, false],
    ["Name", "", undefined, false],
    ["Name", "客服", undefined, false],
    ["Name", "客服", "客服", true],
    ["Name", "客服2", "客服", false],
    ["Description", "", undefined, true],
    ["Description", longest, undefined, true],
    ["Description", `${longest}a`, undefined, false],
    ["Description", "two words", undefined, false],
    ["Description", "two words", "two words", true],
    ["ApplicationType", null, undefined, true],
    ["ApplicationType", "社交", undefined, true],
    ["ApplicationType", "", undefined, false],
    ["ApplicationType", "", "", true],
  ] as const)("%s %p, where %p is held: accepted %p", (field, value, held, accepted) => {
    const before = held === undefined ? undefined : { ...row, [applicationFields[field].column]: held };
    const judged = judgeFields({ [field]: value }, before).find((one) => one !== undefined);
    expect(judged?.code).toBe(accepted ? undefined : `InvalidParameterValue.${field}`);
    if (judged)
      expect(judged).toMatchObject({ parameter: field, message: expect.stringContaining("example") });
  });
});

describe("quotas", () => {
  test.each([
    [0, true],
    [299, true],
    [300, false],
    [301, false],
  ])("%i live applications leave room: %p", (live, room) => {
    expect(codeOf(applicationQuota(live, settings))).toBe(room ? undefined : "LimitExceeded.Applications");
  });

  test.each([
    [1, true],
    [9, true],
    [10, false],
  ])("%i admin accounts leave room: %p", (held, room) => {
    expect(codeOf(adminAccountQuota(held, settings))).toBe(room ? undefined : "LimitExceeded.AdminAccounts");
  });

  test("are settings", () => {
    const two = settingsOf('{"ApplicationsPerAccount":2}');
    expect(codeOf(applicationQuota(2, two))).toBe("LimitExceeded.Applications");
    expect(two.AdminAccountsPerApplication).toBe(defaultSettings.AdminAccountsPerApplication);
  });
});

describe("deletion", () => {
  const selfService = { ...settings, PaidChatDeletion: "self-service" } as const;
  test.each([
    [false, "free-trial", settings, undefined],
    [false, "pro", settings, "UnauthorizedOperation.PaidEditionContactSupport"],
    [false, "pro", selfService, undefined],
    [true, "free-trial", settings, "OperationDenied.ApplicationProtected"],
    [true, "pro", settings, "OperationDenied.ApplicationProtected"],
  ] as const)("protected %p, Chat %s: %#", (isProtected, chat, given, code) => {
    const held = { editions: { chat }, rtcService: false, callPack: false };
    expect(codeOf(forbidsDeletion({ protected: isProtected, ...held }, given))).toBe(code);
  });

  const disable = "Disable Application, then Delete Application, of any application [RTC]";
  const support = "TRTC 体验版: 在 TRTC 侧停用应用后，可联系我们停用并删除该应用 [IM]";
  const engine = "By default, RTC Engine applications are set to 'Free Trial' [RTC]";
  const rtcOnly = "the sentence is of the Chat console, of a Chat application [IM]";
  const paid = "the sentence is of the trial alone [IM]";
  const open = { rtcService: true };
  test.each<[Editions, Partial<Deletable>, Settings["TrtcTrialDeletion"], boolean, string]>([
    [{ chat: "free-trial", call: "free-trial" }, open, "self-service", true, disable],
    [{ chat: "free-trial", "rtc-engine": "pro", call: "group-call" }, open, "self-service", true, disable],
    [{ chat: "free-trial", call: "free-trial" }, open, "contact-support", false, support],
    [{ chat: "free-trial", "rtc-engine": "free-trial" }, open, "contact-support", false, engine],
    [{ chat: "free-trial" }, open, "contact-support", false, engine],
    [{ chat: "free-trial" }, {}, "contact-support", true, "there is no TRTC service"],
    [{ call: "free-trial" }, open, "contact-support", true, rtcOnly],
    [{ chat: "free-trial", call: "group-call" }, open, "contact-support", true, paid],
    [{ chat: "free-trial" }, { ...open, callPack: true }, "contact-support", true, paid],
  ])("of a TRTC trial: %j, %j, %s: by oneself %p. %s", (editions, changes, TrtcTrialDeletion, allowed) => {
    const held = { protected: false, editions, rtcService: false, callPack: false, ...changes };
    const code = allowed ? undefined : "UnauthorizedOperation.PaidEditionContactSupport";
    expect(codeOf(forbidsDeletion(held, { ...settings, TrtcTrialDeletion }))).toBe(code);
  });
});

describe("client tokens", () => {
  const hash = identityHash({ Region: "singapore" });
  const used = { sdk_app_id: 1999000001, parameters_hash: hash, created_at: t0 };
  test.each([
    ["unused", undefined, hash, t0, "first"],
    ["at once", used, hash, t0, "repeated"],
    ["inside the window", used, hash, t0 + day - 1, "repeated"],
    ["after the window", used, hash, t0 + day, "ResourceInUse.ClientToken"],
    [
      "for another Region",
      used,
      identityHash({ Region: "tokyo" }),
      t0,
      "InvalidParameter.ClientTokenMismatch",
    ],
    [
      "for another Region, late",
      used,
      identityHash({ Region: "tokyo" }),
      t0 + day,
      "InvalidParameter.ClientTokenMismatch",
    ],
  ])("%s", (_when, token, wanted, now, expected) => {
    const judged = judgeToken(token, wanted, now, settings);
    expect(codeOf(judged) ?? judged).toBe(expected);
  });

  test("a late one names the application and how to go on with it", () => {
    const judged = judgeToken(used, hash, t0 + day, settings);
    expect(judged).toMatchObject({ message: expect.stringContaining("adopt 1999000001") });
  });
});

describe("claims", () => {
  const mine = claimOf(1, new Uint8Array(16).fill(1));
  const old = claimOf(2, new Uint8Array(16).fill(2));
  const held = { owner: "acme/prod/chat", claim_hash: claimDigest(mine) };
  const free = { owner: null, claim_hash: null };

  test.each([
    ["no claim at all", held, undefined, false],
    ["the current one", held, mine, false],
    ["an older one", held, old, true],
    ["one for what was given up", free, mine, true],
  ])("%s: outdated %p", (_which, holder, claim, outdated) => {
    expect(isOutdated(holder, claim)).toBe(outdated);
  });

  test.each([
    ["a free application", free, { owner: "new", takeOver: false }, true],
    ["one's own", held, { owner: held.owner, takeOver: false }, true],
    ["another's", held, { owner: "new", takeOver: false }, false],
    ["another's with leave", held, { owner: "new", takeOver: true }, true],
    ["another's with its claim", held, { owner: "new", claim: mine, takeOver: false }, true],
    ["another's with an old claim", held, { owner: "new", claim: old, takeOver: false }, false],
  ])("taking %s: %p", (_which, holder, wanted, allowed) => {
    expect(codeOf(judgeTaking(holder, wanted))).toBe(
      allowed ? undefined : "OperationDenied.ManagedElsewhere",
    );
  });

  test.each([
    [held, "acme/prod/chat"],
    [free, "nobody manages it now"],
    [{ owner: null, claim_hash: "x" }, "another declaration"],
  ])("a refusal says who owns it now: %#", (holder, words) => {
    expect(overtaken(holder).message).toContain(words);
  });
});

describe("admin accounts", () => {
  test.each([
    ["ops", undefined, undefined, "free"],
    ["ops", { client_token: "t" }, "t", "existed"],
    ["ops", { client_token: "t" }, "u", "ResourceInUse.AdminAccount"],
    ["ops", { client_token: null }, undefined, "ResourceInUse.AdminAccount"],
    ["administrator", { client_token: null }, undefined, "existed"],
  ])("%s, held as %p, token %p: %s", (userId, held, token, expected) => {
    const judged = judgeAdminAccount(userId, held, token);
    expect(codeOf(judged) ?? judged).toBe(expected);
  });

  test("only the default one can't be deleted", () => {
    expect(forbidsAdminDeletion("ops")).toBeUndefined();
    expect(codeOf(forbidsAdminDeletion("administrator"))).toBe("OperationDenied.DefaultAdminAccount");
  });
});

test("a secret key is 64 hexadecimal characters of 32 drawn bytes", () => {
  expect(secretKey(new Uint8Array(32).fill(171))).toBe("ab".repeat(32));
  expect(() => secretKey(new Uint8Array(31))).toThrow(RangeError);
});
