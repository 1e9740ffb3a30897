import { Chat, Exchange, endpointsIn, prove } from "../../../backend/cloud";
import { chatAnswers } from "../../../backend/cloud/chat/answers";
import { type PlayedApplication, PlayedTencent } from "./played-tencent";

const secretKey = "0123456789abcdef".repeat(4);
const sdkAppId = 1_400_000_001;
const signal = new AbortController().signal;

let tencent: PlayedTencent;
let exchange: Exchange;
beforeEach(async () => {
  tencent = await new PlayedTencent().open();
  exchange = new Exchange({ environment: {}, retryAfterMs: 1 });
});
afterEach(async () => {
  await exchange.close();
  await tencent.close();
});

const sound: PlayedApplication = {
  region: "tokyo",
  secretKey,
  admins: ["administrator", "ops"],
  users: ["ann"],
};
const probe = (claimed: Partial<Parameters<typeof prove>[1]> = {}) => {
  const chat = new Chat({ endpoints: endpointsIn(tencent.environment()), exchange, now: Date.now });
  return prove(chat, { sdkAppId, region: "tokyo", secretKey, admins: [], ...claimed }, signal);
};
const values = async (proof: ReturnType<typeof probe>) => {
  const { key, region, status, admins } = await proof;
  const adminValues = admins.map(({ isAdmin }) => isAdmin.value);
  return [key.value, region.value, status.value, adminValues, tencent.heard.length];
};

test("proves key, region, status and each admin with one call for each", async () => {
  tencent.applications.set(sdkAppId, sound);
  const proof = probe({ admins: ["ops", "ann", "nobody"] });
  expect(await values(proof)).toEqual([true, "tokyo", "serves", [true, true, false, false], 4]);
  expect(await proof).toMatchObject({
    key: { how: "proven", by: "account_check at tokyo: 0", requestId: null },
    admins: [{}, {}, { isAdmin: { by: "account_check at tokyo: 60010" } }, { isAdmin: { how: "inferred" } }],
    isUnasked: false,
  });
});

test.each([70001, 70003, 70009, 70013, 70014, 70050])(
  "asks once and never again after %i, whatever is declared",
  async (code) => {
    tencent.interfere = () => ({ status: 200, body: JSON.stringify({ ErrorCode: code }) });
    for (const region of ["tokyo", undefined] as const) {
      tencent.heard.length = 0;
      await probe({ region, admins: ["ops", "ann", "nobody"] });
      expect(tencent.heard).toHaveLength(1);
    }
  },
);

test("keeps the RequestId of an answer of Chat's that has one", async () => {
  const body = (RequestId: unknown) => JSON.stringify({ ActionStatus: "OK", ErrorCode: 0, RequestId });
  tencent.interfere = () => ({ status: 200, body: body("Id-played") });
  expect(await probe()).toMatchObject({ key: { value: true, requestId: "Id-played" } });
  tencent.interfere = () => ({ status: 200, body: body(7) });
  expect(await probe()).toMatchObject({ key: { value: true, requestId: null } });
});

test.each([
  [
    "a wrong key, which is tried once",
    {},
    { secretKey: "wrong", admins: ["ops"] },
    [false, null, null, [null, null], 1],
  ],
  ["a region left open", {}, { region: undefined }, [true, "tokyo", "serves", [true], 4]],
  ["another region than was written down", {}, { region: "seoul" }, [true, "tokyo", "serves", [true], 4]],
  [
    "an administrator who was removed",
    { admins: ["ops"], users: ["administrator"] },
    { admins: ["ops"] },
    [true, "tokyo", "serves", [false, true], 2],
  ],
  [
    "an administrator who isn't known any more",
    { admins: ["ops"], users: [] },
    { admins: ["ops"] },
    [true, "tokyo", "serves", [false, true], 2],
  ],
  ["a disabled one", { instead: 60016 }, {}, [null, null, "disabled", [null], 1]],
  ["an expired one", { instead: 60020 }, {}, [null, null, "suspended", [null], 1]],
  ["one in arrears", { instead: -10108 }, {}, [null, null, "suspended", [null], 1]],
  [
    "a trial whose calls are used up",
    { instead: 60028 },
    { admins: ["ops"] },
    [null, null, null, [null, null], 1],
  ],
  ["one that is locked", { wrong: 3 }, {}, [null, null, null, [null], 1]],
  ["a clock that is off", { instead: 70001 }, {}, [null, null, null, [null], 1]],
  ["a code of tomorrow", { instead: 123456 }, {}, [null, null, null, [null], 1]],
] as const)("%s", async (_, changes, claimed, expected) => {
  tencent.applications.set(sdkAppId, { ...sound, ...changes });
  expect(await values(probe(claimed))).toEqual(expected);
});

test("of one that is nowhere nothing is known, and it isn't called gone", async () => {
  const proof = probe();
  expect(await values(proof)).toEqual([null, null, null, [null], 7]);
  expect((await proof).status).toMatchObject({
    why: expect.stringContaining("70020, there is no such SDKAppID"),
  });
});

test("a key that is refused where nobody said that the application is proves less", async () => {
  tencent.applications.set(sdkAppId, { ...sound, region: "china" });
  const wrong = { secretKey: "wrong" };
  expect(await probe({ ...wrong, region: "china" })).toMatchObject({ key: { value: false, how: "proven" } });
  expect(await probe({ ...wrong, region: undefined })).toMatchObject({
    key: { value: false, how: "inferred" },
    next: [expect.anything(), expect.stringContaining("write its region")],
  });
});

test("a host that can't be reached leaves a region unknown where no other host has it", async () => {
  tencent.applications.set(sdkAppId, sound);
  tencent.interfere = ({ pathname }) =>
    pathname.startsWith("/tokyo") ? { status: 404, body: "" } : undefined;
  expect(await probe({ region: undefined })).toMatchObject({ region: { value: null }, isUnasked: true });
  expect(await probe()).toMatchObject({ key: { why: expect.stringContaining("HTTP 404") }, isUnasked: true });
});

test.each(chatAnswers.map((answer) => [answer.code, answer] as const))(
  "%i has words, a source, and says nothing of a key that it was not asked about",
  (code, { words, source, says, after }) => {
    expect(words).not.toBe("");
    expect(source).toMatch(/^(?:\d+\/\d+|trtc\.io\/document\/\d+(?:, \d+)*)$/);
    expect(says.key === false).toBe(code === 70003 || code === 70009);
    expect(after === "end" || says.key === undefined).toBe(true);
  },
);

test.each(chatAnswers.map((answer) => [answer.code, answer] as const))(
  "after %i what it says is known and nothing else, and it isn't asked again",
  async (code, { says, after }) => {
    tencent.applications.set(sdkAppId, { ...sound, instead: code });
    const { key, region, status, admins, isUnasked } = await probe({ admins: ["ops"] });
    const isOnlyOne = after === "end" && says.admin === undefined;
    const known = [key.value, region.value, status.value, admins[0]?.isAdmin.value];
    const told = [says.key, says.region ? "tokyo" : undefined, says.status, says.admin];
    expect(known).toEqual(told.map((value) => value ?? null));
    expect(isUnasked).toBe(after === "again");
    expect(tencent.heard.length === 1).toBe(isOnlyOne);
    expect(tencent.heard.length).toBeLessThanOrEqual(7);
  },
);
