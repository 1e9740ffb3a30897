import { setTimeout as pause } from "node:timers/promises";
import { AttestApplication } from "../../../backend/api";
import { embeddedUin } from "../../../backend/store";
import type { Bag } from "../../../ground/bag";
import type { PlayedApplication } from "../../backend/cloud/played-tencent";
import { sdkAppId, sound } from "../../backend/service/real-backend";
import { adminAccount, application, idOf } from "../engine/declarations";
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
const program = [
  application("shop", { adopt, region: "tokyo", enabled: true }),
  adminAccount("ops", { application: idOf("shop"), userId: "ops", adopt: true }),
];
const otherKey = "fedcba9876543210".repeat(4);
const warnings = ({ messages }: Result): string =>
  messages.flatMap(({ level, text }) => (level === "warn" ? [text] : [])).join("\n");

interface Enemy {
  /** What is so before the provider starts. */
  readonly environment?: NodeJS.ProcessEnv;
  /** What happens between two runs. */
  readonly play: () => void | Promise<void>;
  /** What a refresh shows as another value; nothing where it tells nothing. */
  readonly changed?: Readonly<Record<string, readonly string[]>>;
  /** What the state has of the application then, where it isn't as it was. */
  readonly status?: Bag;
  /** What a refresh, or where that finds something an `up`, says to a person. */
  readonly words: readonly string[];
  /** Calls to the application's hosts by a refresh, at most: one unless told. One right after it makes none. */
  readonly calls?: number;
}

const play = (changes: Partial<PlayedApplication>) => () =>
  void account.real.tencent.applications.set(sdkAppId, { ...sound, ...changes });
const attest = (facts: Bag) => account.real.call(AttestApplication, { SdkAppId: sdkAppId, ...facts });
const answers = (status: number, body: string) => () => {
  account.real.tencent.interfere = () => ({ status, body });
};
const stopped = { enabled: false, status: "Disabled" };
const isDisabled = { shop: ["enabled"] };
const person =
  'needs a person: RTC console > My Applications > Manage, field "Enable or Disable Application"';

const enemies: Readonly<Record<string, Enemy>> = {
  "a wrong key": {
    play: play({ secretKey: otherKey }),
    words: ["70003", "look it up in the console", "tencentrtc attest"],
  },
  "an old key that somebody says is the new one": {
    play: async () => {
      play({ secretKey: otherKey })();
      await attest({ SecretKey: "00112233445566778899aabbccddeeff".repeat(2) });
    },
    words: ["70003", "tencentrtc attest"],
  },
  "a key that leaked, was changed, and was said": {
    play: async () => {
      play({ secretKey: otherKey })();
      await attest({ SecretKey: otherKey });
    },
    words: [],
    calls: 2,
  },
  "another region": { play: play({ region: "seoul" }), words: ["60026", "region"] },
  "an administrator and an admin who were removed": {
    play: play({ admins: [], users: ["administrator", "ops"] }),
    changed: { ops: ["isAdmin"] },
    words: ["needs a person: Chat console > Users > Create account"],
    calls: 2,
  },
  "one that was disabled": {
    play: play({ instead: 60016 }),
    changed: isDisabled,
    status: { ...stopped, disabledReason: "manual" },
    words: [person],
  },
  "one that has expired": {
    play: play({ instead: 60020 }),
    changed: isDisabled,
    status: { ...stopped, disabledReason: "billing" },
    words: [person],
  },
  "one in arrears": {
    play: play({ instead: -10108 }),
    changed: isDisabled,
    status: { ...stopped, disabledReason: "billing" },
    words: [person],
  },
  "one that Tencent blocks": {
    play: play({ instead: -10110 }),
    changed: isDisabled,
    status: { ...stopped, disabledReason: "blocked" },
    words: [person],
  },
  "one that was deleted, as far as Tencent tells": {
    play: () => void account.real.tencent.applications.delete(sdkAppId),
    words: ["70020", "check the SDKAppID and the region"],
  },
  "a trial whose calls are used up": { play: play({ instead: 60028 }), words: ["60028", "24 hours"] },
  "a clock that is minutes off": {
    play: play({ instead: 70001 }),
    words: ["70001", "set this machine's clock"],
  },
  "one that is locked": { play: play({ wrong: 3 }), words: ["70050", "wait a minute"] },
  "a machine that isn't allowed": {
    play: play({ instead: 60021 }),
    words: ["60021", "allow it in the console"],
  },
  "a page in HTML": {
    play: answers(200, "<html>"),
    words: ["isn't in Tencent's form: something else stands there, such as a proxy's page"],
  },
  "a proxy's refusal": { play: answers(407, ""), words: ["HTTP 407", "check the proxy"] },
  "a host that hangs up": {
    play: () => {
      account.real.tencent.interfere = () => "hangs up";
    },
    words: ["gives no answer to account_check", "check that this machine can reach it"],
    calls: 4,
  },
  "a host that answers nothing": {
    play: () => {
      const late = new AbortController();
      jest.spyOn(AbortSignal, "timeout").mockReturnValue(late.signal);
      account.real.tencent.interfere = () => {
        late.abort();
        return "silence";
      };
    },
    words: ["no answer within 20 seconds"],
  },
  "a host that answers slowly, and in time": {
    play: () => {
      account.real.tencent.meanwhile = () => pause(100);
    },
    words: [],
    calls: 2,
  },
  "a host that nobody may be sent to": {
    environment: { TENCENTRTC_CLOUD_CHAT_ENDPOINTS: "tokyo=http://chat.example.com" },
    play: () => {},
    words: ["TENCENTRTC_CLOUD_CHAT_ENDPOINTS", "https"],
    calls: 0,
  },
  "a key pair for Tencent Cloud of another account": {
    environment: { TENCENTRTC_CLOUD_SECRET_ID: "AKIDOTHER", TENCENTRTC_CLOUD_SECRET_KEY: "SKOTHER" },
    play: () => {},
    words: [],
    calls: 2,
  },
};

test.each(Object.entries(enemies))(
  "%s: the state stays, nothing counts as gone, and a person is told what to do",
  async (_, { environment = {}, play, changed = {}, status = {}, words, calls = 1 }) => {
    const { real } = account;
    real.environment = environment;
    const engine = account.engine();
    expect(await engine.up(program)).toMatchObject({ faults: [] });
    const before = engine.resource("shop");
    real.backend.pass({ seconds: 16 * 60 });
    await play();
    const from = real.tencent.heard.length;
    const asked = real.asked;

    const refreshed = await engine.refresh();
    jest.restoreAllMocks();
    const made = real.asked - asked;
    expect(made).toBeLessThanOrEqual(calls);
    expect(refreshed.faults).toEqual([]);
    expect(refreshed.changed).toEqual({ shop: [], ops: [], ...changed });
    expect([...engine.state.keys()].sort()).toEqual(["ops", "shop"]);
    const { outputs, id } = engine.resource("shop");
    expect([id, outputs]).toMatchObject([before.id, { ...before.outputs, ...status }]);
    await engine.refresh();
    expect(real.asked - asked).toBe(made);

    const isFound = Object.keys(changed).length > 0;
    expect((await engine.preview(program)).ops).toEqual({
      ...{ shop: "same", ops: "same" },
      ...Object.fromEntries(Object.keys(changed).map((name) => [name, "update"])),
    });
    const done = await engine.up(program);
    expect(done).toMatchObject({ faults: [], writes: [] });
    const told = warnings(isFound ? done : refreshed);
    for (const word of words) expect(told).toContain(word);
    if (words.length === 0) expect(told).toBe("");
    // A key pair of the account is for its tags alone; of another account's nothing is asked but whose it is.
    const services = real.tencent.heard.slice(from).filter(({ url }) => url.pathname === "/services");
    expect(services.filter(({ headers }) => headers["x-tc-action"] !== "GetCallerIdentity")).toEqual([]);
    expect(await engine.destroy()).toMatchObject({ faults: [], writes: ["ReleaseApplication"] });
  },
);

const numberMissing = `name that account by its number (tencentrtc:uin, TENCENTRTC_UIN, --uin)`;

const otherAccount =
  "Set tencentrtc:uin, or `uin` of the program's own provider, (or the key pair) back to the account in which the resource was made";

describe("a database that holds simulated accounts, too", () => {
  test("without the number of the real account takes nothing for gone, and says which number is missing", async () => {
    const { real } = account;
    // It has given out claims and ids beyond those of the state.
    for (const Name of ["one", "two", "three"]) await real.backend.create({ Name });
    const engine = account.engine();
    await engine.up(program);
    const other = account.engine({}, true, embeddedUin);
    expect((await other.preview(program)).faults.join("\n")).toContain(numberMissing);
    other.state = engine.state;
    for (const run of [await other.refresh(), await other.up(program), await other.destroy()]) {
      expect(run.faults).not.toEqual([]);
      for (const fault of run.faults) expect(fault).toContain(otherAccount);
      expect(run.writes).toEqual([]);
    }
    expect(other.state).toEqual(engine.state);
  });

  test("gives a real account none of their applications", async () => {
    const made = await account.real.backend.create();
    const preview = await account.engine().preview([application("other", { adopt: String(made.SdkAppId) })]);
    expect(preview.faults.join("\n")).toContain(
      "isn't known to this account: make it known by `tencentrtc enrol`",
    );
  });
});
