import { generateKeyPairSync } from "node:crypto";
import pino from "pino";
import { startServer } from "../../backend/http";
import { type AccessKey, addAccessKey, addRealAccount } from "../../backend/service";
import { openStore, type Store } from "../../backend/store";
import { account, pair, Rehearsal, secretKey, secrets, sound } from "./rehearsal";

let rehearsal: Rehearsal;
let store: Store;
beforeEach(async () => {
  rehearsal = await Rehearsal.open();
  store = await openStore({ file: `${rehearsal.folder}/backend.db`, create: true });
  const real = { name: "prod", site: "china", uin: account.uin, now: Date.now() } as const;
  key = await addRealAccount(store, real);
  rehearsal.tencent.applications.set(1_400_000_001, { ...sound });
  rehearsal.tencent.applications.set(1_400_000_002, { ...sound });
});
afterEach(async () => {
  expect(rehearsal.tencent.mutations).toEqual([]);
  await store.close();
  await rehearsal.close();
});
let key: AccessKey;

const rows = ["1400000001,tokyo,env:KEY,ops", "1400000002,,env:OLD_KEY,", "1400000003,,,"];
const trusted = { TENCENTRTC_ALLOW_ENV: "KEY OLD_KEY" };
const file = () => ["--database", `file:${rehearsal.folder}/backend.db`];
const database = () => [...file(), "--uin", account.uin];

/** The ways to one account: its database, or a server. */
const doors = {
  "a database": async (work: (run: Rehearsal["run"]) => Promise<void>) =>
    work((args, env) => {
      // It looks at every account of a database.
      const place = args[0] === "doctor" ? file() : database();
      return rehearsal.run([...args, ...place], { ...trusted, ...env });
    }),
  "a server": async (work: (run: Rehearsal["run"]) => Promise<void>) => {
    const address = { host: "127.0.0.1", port: 0 };
    const server = await startServer({ store, address, log: pino({ level: "silent" }), version: "0" });
    const credentials = {
      TENCENTRTC_ENDPOINT: server.url,
      TENCENTCLOUD_SECRET_ID: key.secretId,
      TENCENTCLOUD_SECRET_KEY: key.secretKey,
    };
    try {
      await work((args, env) => rehearsal.run(args, { ...trusted, ...credentials, ...env }));
    } finally {
      await server.stop();
    }
  },
} as const;

test.each(Object.entries(doors))(
  "on %s a list is enrolled as far as it is right, verified, and what somebody says is kept",
  async (_, through) => {
    await through(async (run) => {
      const enrolled = await run(["enrol", "--csv", rehearsal.file(rows)], pair);
      expect(enrolled.stdout).toMatch(
        /^1400000001 +not known +yes +right +tokyo +serves +administrator, ops$/m,
      );
      expect(enrolled.stdout).toContain("1 enrolled, 0 known before, 2 refused.");
      expect(enrolled.stderr).toContain("error: 1400000002 isn't enrolled: SecretKey: Tencent Cloud refuses");
      expect(enrolled.stderr).toContain(
        "error: 1400000003 isn't enrolled: the key isn't given; --without-keys",
      );
      expect(enrolled.code).toBe(1);

      const again = await run(["enrol", "--csv", rehearsal.file(rows.slice(0, 1)), "--json"], pair);
      expect(JSON.parse(again.stdout).applications).toMatchObject([
        { outcome: "known", sdkAppId: 1_400_000_001 },
      ]);
      expect(again.code).toBe(0);

      const sound_ = await run(["verify"], pair);
      expect({ code: sound_.code, stderr: sound_.stderr }).toEqual({ code: 0, stderr: "" });
      rehearsal.tencent.applications.set(1_400_000_001, { ...sound, instead: 60016 });
      const found = await run(["verify", "--json"]);
      expect(found.code).toBe(2);
      expect(JSON.parse(found.stdout)).toMatchObject({
        account: account.uin,
        applications: [
          {
            sdkAppId: 1_400_000_001,
            verdict: "found",
            facts: expect.arrayContaining([
              expect.objectContaining({ fact: "Owned", by: "DescribeSdkAppid", requestId: "played-request" }),
              expect.objectContaining({
                fact: "Status",
                by: "account_check at tokyo: 60016",
                requestId: null,
              }),
            ]),
          },
        ],
      });

      const doctor = await run(["doctor", "--json"]);
      expect({ code: doctor.code, findings: JSON.parse(doctor.stdout).findings }).toMatchObject({
        code: 2,
        findings: [
          {
            kind: "evidence",
            sdkAppIds: [1_400_000_001],
            what: expect.stringMatching(/Cloud: it is disabled \(proven, \S+\)$/),
          },
        ],
      });

      const listed = await run(["applications"]);
      expect(listed.stdout).toMatch(/^1400000001 +not known +yes +right +tokyo +disabled/m);
      expect(listed.stdout).toContain(
        "1 of 300 applications, as far as they are enrolled; trials aren't known.",
      );
      expect(JSON.parse((await run(["applications", "--json"])).stdout)).toMatchObject({
        simulated: false,
        site: "china",
        quotas: { applications: { used: 1, limit: 300 }, trials: null },
        applications: [{ sdkAppId: 1_400_000_001, hasSecretKey: true }],
      });

      const said = await run(["attest", "1400000001", "name=support", "--by", "anna"]);
      expect(said.stdout).toMatch(/^1400000001 +support \(attested\) +yes +right +tokyo +disabled/m);
      const done = JSON.parse((await run(["activity", "--json"])).stdout).activities;
      expect(done.slice(0, 2)).toMatchObject([
        { action: "AttestApplication", account: account.uin },
        { action: "EnrolApplication", account: account.uin, sdkAppId: 1_400_000_001 },
      ]);
      const told = [enrolled, again, sound_, found, said].map(({ stdout, stderr }) => stdout + stderr).join();
      expect(told).not.toMatch(secrets);
    });
  },
);

test.each([
  [
    "console disable",
    ["console", "disable", "1400000001", "--yes"],
    "only a person in the console of Tencent Cloud",
  ],
  [
    "console rename",
    ["console", "rename", "1400000001", "sales"],
    "only a person in the console of Tencent Cloud",
  ],
  ["simulate", ["simulate", "refund", "1400000001/chat"], "it is for simulated accounts"],
  [
    "account settings set",
    ["account", "settings", "set", "TrialDays=3"],
    "TrialDays is for simulated accounts",
  ],
])("%s is refused in a real account", async (_, args, words) => {
  const { code, stderr } = await rehearsal.run([...args, ...database()]);
  expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
});

test("usersig says of an application with a key pair what signs for it", async () => {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "secp256k1" });
  const [pem, own] = [
    publicKey.export({ type: "spki", format: "pem" }).toString(),
    privateKey.export({ type: "sec1", format: "pem" }).toString(),
  ];
  rehearsal.tencent.applications.set(1_400_000_001, { ...sound, publicKey: pem });
  const enrol = ["enrol", "--csv", rehearsal.file(rows.slice(0, 1)), ...database()];
  expect(await rehearsal.run(enrol, { ...trusted, KEY: own })).toMatchObject({ code: 0 });
  const { code, stderr } = await rehearsal.run(["usersig", "1400000001", "ops", ...database()]);
  expect([code, stderr]).toEqual([1, expect.stringContaining("make the UserSig by Tencent's tls-sig-api")]);
});

test("a key pair of another account than the one that is named does nothing", async () => {
  await doors["a server"](async (run) => {
    for (const args of [["activity"], ["applications"], ["usersig", "1400000001", "ops"], ["certs"]]) {
      const { code, stdout, stderr } = await run([...args, "--uin", "100000000001"]);
      expect([args, code, stdout]).toEqual([args, 1, ""]);
      expect(stderr).toContain(
        `--uin or TENCENTRTC_UIN names the account 100000000001, and the key pair is of the account ${account.uin}`,
      );
    }
  });
});

test("a simulated account is told from a real one", async () => {
  const verify = await rehearsal.run(["verify", ...file()]);
  expect([verify.code, verify.stderr]).toEqual([1, expect.stringContaining("is simulated, and has nothing")]);
  const list = rehearsal.file(rows.slice(0, 1));
  const enrol = await rehearsal.run(["enrol", "--csv", list, ...file()], trusted);
  expect([enrol.code, enrol.stderr]).toEqual([
    1,
    expect.stringContaining("isn't done on a simulated account"),
  ]);
});

test.each([
  ["a fact that isn't", ["nme=a"], 'there is no fact "nme"; did you mean "name"?'],
  ["a fact without a value", ["name"], '"name" is no fact with a value'],
  ["a status that isn't", ["status=gone"], "Status: "],
  ["a key itself", ["--key", secretKey], "--key says where the key is, and is not it"],
  ["nothing", [], "says nothing"],
])("attest refuses %s", async (_, args, words) => {
  const list = rehearsal.file(rows.slice(0, 1));
  await rehearsal.run(["enrol", "--csv", list, ...database()], trusted);
  const { code, stderr } = await rehearsal.run(["attest", "1400000001", ...args, ...database()]);
  expect([code, stderr]).toEqual([1, expect.stringContaining(words)]);
  expect(stderr).not.toMatch(secrets);
});

test("a key pair of the account that may only read verifies, and enrols nothing", async () => {
  const reader = { account: "prod", user: null, rights: "read", now: 0 } as const;
  key = await addAccessKey(store, reader);
  await doors["a server"](async (run) => {
    const enrol = await run(["enrol", "--csv", rehearsal.file(rows.slice(0, 1))]);
    expect([enrol.code, enrol.stderr]).toEqual([1, expect.stringContaining("may only read")]);
    expect(await run(["verify"])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("No applications"),
    });
  });
});
