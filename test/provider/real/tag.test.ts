import type { Bag } from "../../../ground/bag";
import { sdkAppId, sound, uin } from "../../backend/service/real-backend";
import { application, type Declared, tag } from "../engine/declarations";
import type { Result } from "../engine/results";
import { RealAccount } from "./account";

let account: RealAccount;
beforeEach(async () => {
  account = await RealAccount.open({ credentials: true });
});
afterEach(() => account.close());

const adopt = String(sdkAppId);
const shop = (tags?: Bag) => application("shop", { adopt, ...(tags && { tags }) });
const cost = (value = "1", key = "cost") => tag("cost", { application: adopt, key, value });
const tencent = () => account.real.tencent.tags;
const held = () => tencent().of(sdkAppId);
const said = ({ messages }: Result): string[] =>
  messages.filter(({ level }) => level === "warn").map(({ text }) => text);
/** Forgets the credentials: of what is known until now nothing is taken back. */
const loseCredentials = () => {
  account.real.environment = {};
};

describe("what is declared is made so at Tencent Cloud, and previews empty then", () => {
  test.each<[string, Declared[], Declared[], Record<string, string>]>([
    ["a new tag of an application", [shop()], [shop({ team: "a" })], { theirs: "1", team: "a" }],
    ["another value of one", [shop({ team: "a" })], [shop({ team: "b" })], { theirs: "1", team: "b" }],
    ["one that is no longer declared", [shop({ team: "a" })], [shop({})], { theirs: "1" }],
    ["a tag that somebody else has put on", [shop()], [shop({ theirs: "2" })], { theirs: "2" }],
    ["a new Tag", [shop()], [shop(), cost()], { theirs: "1", cost: "1" }],
    ["another value of a Tag", [cost()], [cost("2")], { theirs: "1", cost: "2" }],
    ["another key of a Tag", [cost()], [cost("1", "centre")], { theirs: "1", centre: "1" }],
    ["a Tag that isn't declared any more", [shop(), cost()], [shop()], { theirs: "1" }],
    [
      "a Tag beside tags",
      [shop({ team: "a" })],
      [shop({ team: "a" }), cost()],
      { theirs: "1", team: "a", cost: "1" },
    ],
    ["fifteen tags at once", [shop()], [shop(many(15))], { theirs: "1", ...many(15) }],
  ])("%s", async (_, before, after, expected) => {
    tencent().put(sdkAppId, { theirs: "1" });
    const engine = account.engine();
    expect((await engine.up(before)).faults).toEqual([]);
    expect(await engine.up(after)).toMatchObject({ faults: [] });
    expect(held()).toEqual(expected);
    expect(Object.values((await engine.preview(after)).ops)).toEqual(after.map(() => "same"));
    expect(await engine.refresh()).toMatchObject({ faults: [], changed: {}, messages: [] });
  });
});

function many(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, "v"]));
}

describe("what somebody changes behind the back is drift, and mended", () => {
  const program = [shop({ team: "a" }), cost()];
  test.each<[string, Record<string, string>, Partial<Result>]>([
    ["another value", { team: "b", cost: "1" }, { changed: { shop: ["tags"] } }],
    ["one taken off", { cost: "1" }, { changed: { shop: ["tags"] } }],
    ["another value of a Tag", { team: "a", cost: "2" }, { changed: { cost: ["value"] } }],
    ["a Tag taken off", { team: "a" }, { ops: { shop: "read", cost: "drop" } }],
    ["a foreign tag", { team: "a", cost: "1", theirs: "1" }, { changed: {} }],
  ])("%s", async (_, tags, expected) => {
    const engine = account.engine();
    await engine.up(program);
    tencent().put(sdkAppId, tags);
    expect(await engine.refresh()).toMatchObject({ faults: [], ...expected });
    expect((await engine.up(program)).faults).toEqual([]);
    expect(held()).toEqual({ ...tags, team: "a", cost: "1" });
  });
});

test("a destroy takes a Tag off, releases the application with its tags, and leaves those of others", async () => {
  tencent().put(sdkAppId, { theirs: "1" });
  const engine = account.engine();
  await engine.up([shop({ team: "a" }), cost()]);
  expect((await engine.destroy()).faults).toEqual([]);
  expect(held()).toEqual({ theirs: "1", team: "a" });
});

test("default tags aren't put on what is adopted, as everywhere", async () => {
  const engine = account.engine({ "tencentrtc:defaultTags": JSON.stringify({ team: "a" }) });
  expect((await engine.up([shop()])).faults).toEqual([]);
  expect(held()).toEqual({});
});

test("a second way to the tag service is refused before anything is done", async () => {
  const serviceEndpoints = JSON.stringify({ tag: "https://tag.tencentcloudapi.com" });
  const engine = account.engine({ "tencentrtc:serviceEndpoints": serviceEndpoints });
  const { faults, calls } = await engine.up([shop({ team: "a" })]);
  expect(faults.join()).toContain("tencentrtc:serviceEndpoints names an endpoint of tag");
  expect(calls.map(({ name }) => name)).toEqual(["DescribeAccount"]);
  expect(held()).toEqual({});
});

test("a pair must be in Tag Management where tags may not be made", async () => {
  const engine = account.engine({ "tencentrtc:createTags": "false" });
  expect((await engine.preview([shop({ team: "a" })])).faults.join()).toContain("Tag Management");
  tencent().put(99, { team: "a" });
  expect((await engine.up([shop({ team: "a" })])).faults).toEqual([]);
  expect(held()).toEqual({ team: "a" });
});

describe("without credentials", () => {
  test("declared tags are a warning, neither drift nor lost", async () => {
    const engine = account.engine();
    await engine.up([shop({ team: "a" }), cost()]);
    loseCredentials();
    const later = account.engine();
    later.state = engine.state;
    tencent().put(sdkAppId, {});
    const refreshed = await later.refresh();
    expect(refreshed).toMatchObject({ faults: [], changed: {} });
    expect(said(refreshed).filter((text) => text.includes("isn't known"))).toHaveLength(2);
    const changed = await later.up([shop({ team: "b" }), cost("2")]);
    expect(changed.faults).toEqual([]);
    expect(said(changed).filter((text) => text.includes("nothing was changed"))).toHaveLength(2);
    expect(held()).toEqual({});
  });

  test("an up with them mends what one without left", async () => {
    loseCredentials();
    const engine = account.engine();
    const program = [shop({ team: "a" })];
    expect((await engine.up(program)).faults).toEqual([]);
    account.real.withCredentials();
    const later = account.engine();
    later.state = engine.state;
    expect((await later.refresh()).changed).toEqual({ shop: ["tags"] });
    await later.up(program);
    expect(held()).toEqual({ team: "a" });
  });

  test("a Tag isn't destroyed, since it would stay", async () => {
    const engine = account.engine();
    await engine.up([cost()]);
    loseCredentials();
    const later = account.engine();
    later.state = engine.state;
    expect((await later.destroy()).faults.join()).toContain("TENCENTRTC_CLOUD_SECRET_ID");
    expect(later.state.has("cost")).toBe(true);
  });
});

describe("where Tencent's tag service takes no applications", () => {
  const person = (result: Result) => said(result).filter((text) => text.startsWith("person: "));

  test("each tag needs a person, why is said once in a run, and the run succeeds", async () => {
    tencent().services = [];
    const engine = account.engine();
    const result = await engine.up([shop({ team: "a" }), cost()]);
    expect(result.faults).toEqual([]);
    const notices = person(result);
    expect(notices).toHaveLength(2);
    expect(notices.join("\n")).toContain('field "TAG", value {"team":"a"}');
    expect(notices.join("\n").match(/InvalidParameter.UnsupportedService/g)).toHaveLength(1);
    expect((await engine.preview([shop({ team: "a" }), cost()])).ops).toEqual({ shop: "same", cost: "same" });
    expect(person(await engine.destroy()).join()).toContain("take it off");
    expect(tencent().changed).toEqual([]);
  });

  test("a refresh says once in a run that nobody knows of the tags, however many are declared", async () => {
    const other = sdkAppId + 1;
    account.real.tencent.applications.set(other, { ...sound });
    account.real.tencent.accounts = account.real.tencent.accounts.map((one) => ({
      ...one,
      sdkAppIds: [sdkAppId, other],
    }));
    await account.real.enrol({ SdkAppId: other });
    const engine = account.engine();
    await engine.up([
      shop({ team: "a" }),
      cost(),
      application("second", { adopt: String(other), tags: { team: "a" } }),
    ]);
    tencent().services = [];
    const refreshed = await engine.refresh();
    expect(refreshed).toMatchObject({ faults: [], changed: {} });
    const told = said(refreshed).filter((text) => text.includes("InvalidParameter.UnsupportedService"));
    expect(told).toEqual([
      expect.stringMatching(/takes no applications.*Whether declared ones are as declared isn't known/),
    ]);
  });

  test("a service that takes none under im is asked under trtc, and stays with it", async () => {
    tencent().services = ["trtc"];
    const engine = account.engine();
    expect((await engine.up([shop({ team: "a" })])).faults).toEqual([]);
    tencent().services = ["im", "trtc"];
    await engine.up([shop({ team: "b" })]);
    expect(new Set(tencent().changed)).toEqual(new Set([`qcs::trtc::uin/${uin}:sdkappid/${sdkAppId}`]));
  });
});

describe("enemies", () => {
  test("a tag that another tool keeps setting back is told as drift each time, and never lost", async () => {
    const engine = account.engine();
    const program = [shop({ team: "a" })];
    await engine.up(program);
    for (let round = 0; round < 2; round += 1) {
      tencent().put(sdkAppId, { team: "theirs" });
      expect((await engine.refresh()).changed).toEqual({ shop: ["tags"] });
      await engine.up(program);
      expect(held()).toEqual({ team: "a" });
    }
  });

  test("a lost answer to a change is made up for by the next run, which changes nothing more", async () => {
    const engine = account.engine();
    const program = [shop({ team: "a" }), cost()];
    const { tags } = account.real.tencent;
    const answer = tags.answer.bind(tags);
    let lost = 0;
    tags.answer = (action, ...rest) => {
      const real = answer(action, ...rest);
      if (action !== "ModifyResourceTags") return real;
      lost += 1;
      return { Error: { Code: "InternalError", Message: "played" } };
    };
    expect((await engine.up(program)).faults.join()).toContain("FailedOperation");
    tags.answer = answer;
    expect(lost).toBeGreaterThan(0);
    const changes = tags.changed.length;
    expect((await engine.up(program)).faults).toEqual([]);
    expect(held()).toEqual({ team: "a", cost: "1" });
    expect((await engine.preview(program)).ops).toEqual({ shop: "same", cost: "same" });
    expect(tags.changed.length).toBe(changes);
  });

  test("another account's application is refused by what Tencent says of it", async () => {
    account.real.tencent.accounts = account.real.tencent.accounts.map((one) => ({ ...one, sdkAppIds: [] }));
    const { faults } = await account.engine().up([cost()]);
    expect(faults.join()).toContain("FailedOperation.ResourceAppIdNotSame");
  });
});
