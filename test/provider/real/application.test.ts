import { AttestApplication, EnrolApplication } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import type { PlayedApplication } from "../../backend/cloud/played-tencent";
import { sdkAppId, secretKey, sound } from "../../backend/service/real-backend";
import {
  adminAccount,
  application,
  type Declared,
  idOf,
  pushCertificate,
  subscription,
} from "../engine/declarations";
import type { Result } from "../engine/results";
import { RealAccount } from "./account";

let account: RealAccount;
beforeEach(async () => {
  account = await RealAccount.open();
});
afterEach(async () => {
  expect(account.real.tencent.mutations).toEqual([]);
  await account.close();
});

const adopt = String(sdkAppId);
const shop = (inputs: Bag = {}) => application("shop", { adopt, region: "tokyo", ...inputs });
const ops = adminAccount("ops", { application: idOf("shop"), userId: "ops", adopt: true });
const program = [shop(), ops];

/** Makes proofs older than they count. */
const pass = (minutes = 16) => account.real.backend.pass({ seconds: minutes * 60 });
const play = (changes: Partial<PlayedApplication>) =>
  account.real.tencent.applications.set(sdkAppId, { ...sound, ...changes });
const attest = (facts: Bag) => account.real.call(AttestApplication, { SdkAppId: sdkAppId, ...facts });

/** How many signed calls some work makes. */
async function callsOf(work: () => Promise<unknown>): Promise<number> {
  const before = account.real.asked;
  await work();
  return account.real.asked - before;
}

const warnings = ({ messages }: Result): string[] =>
  messages.filter(({ level }) => level === "warn").map(({ text }) => text);

test("an enrolled application is adopted, refreshed and released, and its key is in no state", async () => {
  const engine = account.engine();
  const calls = await callsOf(async () => {
    expect(await engine.preview(program)).toMatchObject({
      ops: { shop: "create", ops: "create" },
      faults: [],
    });
    expect(await engine.up(program)).toMatchObject({ faults: [], writes: ["ClaimApplication"] });
    expect(engine.resource("shop").outputs).toMatchObject({
      region: "tokyo",
      enabled: true,
      status: "Normal",
    });
    expect(JSON.stringify([...engine.state.values()])).not.toContain(secretKey);
    expect(await engine.refresh()).toMatchObject({ faults: [], changed: {}, messages: [] });
    expect((await engine.preview(program)).ops).toEqual({ shop: "same", ops: "same" });
  });
  // All of it within the minutes for which the enrolment's proofs count.
  expect(calls).toBe(0);
  expect(await engine.destroy()).toMatchObject({ faults: [], writes: ["ReleaseApplication"] });
  expect((await engine.up(program)).faults).toEqual([]);
});

describe("a refresh", () => {
  test("asks at most once about an application, and once about each declared admin, where proofs are stale", async () => {
    const engine = account.engine();
    await engine.up(program);
    pass();
    const calls = await callsOf(() => engine.refresh());
    expect([1, 2]).toContain(calls);
    expect(await callsOf(() => engine.refresh())).toBe(0);
  });

  test("never uses a key again that was refused, however long ago", async () => {
    const engine = account.engine();
    await engine.up(program);
    pass();
    play({ secretKey: "fedcba9876543210".repeat(4) });
    await engine.refresh();
    pass(10_000);
    expect(await callsOf(() => engine.refresh())).toBe(0);
  });

  test("takes an application for gone where somebody says that it was deleted, and for nothing else", async () => {
    const engine = account.engine();
    await engine.up([shop()]);
    account.real.tencent.applications.delete(sdkAppId);
    pass();
    expect(await engine.previewRefresh()).toMatchObject({ faults: [], ops: { shop: "read" } });
    await attest({ Status: "deleted", By: "anna" });
    expect(await engine.refresh()).toMatchObject({ faults: [], ops: { shop: "drop" } });
  });
});

describe("what only a person can do", () => {
  test.each<[string, Declared[], string]>([
    ["a creation", [application("new", {})], "Create Application"],
    ["deletionPolicy: delete", [shop({ deletionPolicy: "delete" })], "Disable Application"],
    ["deletionPolicy: disable", [shop({ deletionPolicy: "disable" })], "Disable Application"],
    [
      "an admin who isn't adopted",
      [adminAccount("a", { application: adopt, userId: "ops" })],
      "Create account",
    ],
    [
      "a push certificate",
      [
        pushCertificate("a", {
          application: adopt,
          platform: { vendor: "meizu", packageName: "com.example.shop", appId: "1", appSecret: "s" },
        }),
      ],
      "no PushCertificate on a real account",
    ],
    [
      "a package",
      [subscription("a", { application: adopt, product: "chat", edition: "pro", months: 1 })],
      "no Subscription on a real account",
    ],
  ])("%s is refused at the preview, with the page", async (_, declared, words) => {
    const preview = await account.engine().preview(declared);
    expect(preview.faults.join("\n")).toContain(words);
  });

  test("a replacement is refused", async () => {
    const engine = account.engine();
    await engine.up([shop()]);
    expect((await engine.preview([shop({ region: "seoul" })])).faults.join()).toContain('declare "tokyo"');
    const imported = application("shop", { region: "seoul", deletionPolicy: "retain" });
    expect((await engine.preview([imported])).faults.join()).toContain(
      'RTC console > My Applications > Create Application, field "region", value "seoul"',
    );
  });

  test("drift of a fact that has no API is told, and stays until a look or a word says otherwise", async () => {
    const engine = account.engine();
    await attest({ Name: "old", Products: ["chat"] });
    const declared = [shop({ name: "shop", enabled: true, products: ["chat"] })];
    expect((await engine.up(declared)).faults).toEqual([]);
    expect(engine.resource("shop").outputs.name).toBe("old");
    play({ instead: 60016 });
    pass();
    expect(await engine.refresh()).toMatchObject({ faults: [], changed: { shop: ["enabled", "name"] } });
    const preview = await engine.preview(declared);
    expect(preview.ops).toEqual({ shop: "update" });
    expect(preview.changed).toEqual({ shop: expect.arrayContaining(["name", "enabled"]) });
    const done = await engine.up(declared);
    expect(done).toMatchObject({ faults: [], writes: [] });
    expect(warnings(done).join("\n")).toMatch(
      /person: name of Application 20000123: needs a person: .*Basic Information, field "Application name", value "shop"/,
    );
    expect((await engine.preview(declared)).ops).toEqual({ shop: "update" });
    await attest({ Name: "shop" });
    play({});
    pass();
    await engine.refresh();
    expect((await engine.preview(declared)).ops).toEqual({ shop: "same" });
  });

  test("an admin who was taken away stays declared, and is told until it is one again", async () => {
    const engine = account.engine();
    await engine.up(program);
    play({ admins: ["administrator"], users: ["ops"] });
    pass();
    expect(await engine.refresh()).toMatchObject({ faults: [], changed: { ops: ["isAdmin"] } });
    const done = await engine.up(program);
    expect(done).toMatchObject({ faults: [], ops: { ops: "update" }, writes: [] });
    expect(warnings(done).join()).toContain("Chat console > Users > Create account");
    expect((await engine.preview(program)).ops.ops).toBe("update");
    play({});
    pass();
    await engine.refresh();
    expect((await engine.preview(program)).ops.ops).toBe("same");
  });
});

test("what nobody knows is neither drift nor called clean", async () => {
  const engine = account.engine();
  const declared = [shop({ name: "shop", tags: { team: "a" } })];
  expect((await engine.up(declared)).faults).toEqual([]);
  const refreshed = await engine.refresh();
  expect(refreshed).toMatchObject({ faults: [], changed: {} });
  expect(warnings(refreshed).join()).toContain("nobody has proven or attested name, so");
  expect((await engine.preview(declared)).ops).toEqual({ shop: "same" });
});

test("one that isn't enrolled here counts as unknown, never as gone", async () => {
  const engine = account.engine();
  await engine.up(program);
  await account.real.backend.store.write((db) => db.deleteFrom("enrolled_applications").execute());
  const refreshed = await engine.refresh();
  expect(refreshed.errors.shop).toContain("FailedOperation.NotEnrolled");
  expect(engine.state.has("shop")).toBe(true);
});

test("what a run was killed over is asked again, and nothing of it is lost or made twice", async () => {
  const engine = account.engine();
  await engine.up(program);
  pass();
  const killed = new AbortController();
  account.real.tencent.interfere = () => {
    killed.abort();
    return { status: 200, body: "<html>" };
  };
  await engine.refresh({ trouble: { killed: killed.signal } });
  account.real.tencent.interfere = () => undefined;
  pass();
  expect(await engine.refresh()).toMatchObject({ faults: [], changed: {} });
  expect((await engine.preview(program)).ops).toEqual({ shop: "same", ops: "same" });
});

describe("secret keys", () => {
  test("are in the state where the settings ask for them", async () => {
    const engine = account.engine({ "tencentrtc:secretKeysInState": "true" });
    await engine.up(program);
    expect(JSON.stringify(engine.resource("shop").outputs)).toContain(secretKey);
  });

  test("aren't needed to refresh, to preview and to see drift", async () => {
    const engine = account.engine();
    await engine.up(program);
    const reading = account.engine({ "tencentrtc:secretKeysInState": "true" }, false);
    reading.state = engine.state;
    play({ instead: 60016 });
    pass();
    expect(await reading.refresh()).toMatchObject({ faults: [], changed: { shop: [] } });
    expect((await reading.preview([shop({ enabled: true }), ops])).ops.shop).toBe("update");
  });
});

test("one of two that can't be asked spoils nothing of the other", async () => {
  const other = 20_000_124;
  const otherKey = "00112233445566778899aabbccddeeff".repeat(2);
  account.real.tencent.applications.set(other, {
    region: "seoul",
    secretKey: otherKey,
    admins: ["administrator"],
  });
  await account.real.call(EnrolApplication, { SdkAppId: other, SecretKey: otherKey, Region: "seoul" });
  const engine = account.engine();
  const both = [...program, application("other", { adopt: String(other), enabled: true })];
  await engine.up(both);
  pass();
  account.real.tencent.interfere = (url) =>
    url.pathname.includes("tokyo") ? { status: 500, body: "" } : undefined;
  account.real.tencent.applications.set(other, {
    region: "seoul",
    secretKey: otherKey,
    admins: ["administrator"],
    instead: 60016,
  });
  expect(await engine.refresh()).toMatchObject({ faults: [], changed: { other: ["enabled"] } });
});

describe("sixty applications", () => {
  const count = 60;
  const ids = Array.from({ length: count }, (_, index) => 20_001_000 + index);
  const keyOf = (id: number) => id.toString(16).padStart(64, "0f");
  const fleet = ids.flatMap((id) => [
    application(`app${id}`, { adopt: String(id), enabled: true }),
    adminAccount(`ops${id}`, { application: idOf(`app${id}`), userId: "ops", adopt: true }),
  ]);
  const playAll = (changes: Partial<PlayedApplication> = {}) => {
    for (const id of ids) {
      account.real.tencent.applications.set(id, { ...sound, secretKey: keyOf(id), ...changes });
    }
  };
  beforeEach(async () => {
    playAll();
    for (const id of ids) {
      await account.real.call(EnrolApplication, {
        SdkAppId: id,
        SecretKey: keyOf(id),
        Region: "tokyo",
        Admins: ["ops"],
      });
    }
  });

  test("cost a refresh no call while proofs are fresh, and else at most one each and one for each declared admin", async () => {
    const engine = account.engine();
    expect(await callsOf(() => engine.up(fleet))).toBe(0);
    expect(await callsOf(() => engine.refresh())).toBe(0);
    pass();
    const calls = await callsOf(() => engine.refresh());
    expect(calls).toBeGreaterThanOrEqual(count);
    expect(calls).toBeLessThanOrEqual(2 * count);
    expect((await engine.preview(fleet)).ops).toEqual(
      Object.fromEntries(fleet.map(({ name }) => [name, "same"])),
    );
  });

  test("whose keys were all changed have each refused once, by two runs at once", async () => {
    const [one, other] = [account.engine(), account.engine()];
    await one.up(fleet);
    other.state = one.state;
    pass();
    playAll({ secretKey: "00112233445566778899aabbccddeeff".repeat(2) });
    const runs = Promise.all([one.refresh(), other.refresh()]);
    expect(await callsOf(() => runs)).toBe(count);
    expect((await runs).flatMap(({ faults }) => faults)).toEqual([]);
  });
});
