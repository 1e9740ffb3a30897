import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import {
  type ApplicationRecord,
  AttestApplication,
  DescribeAdminAccounts,
  DescribeApplications,
  ListApplications,
  ListEnrolledApplications,
  VerifyApplications,
} from "../../../backend/api";
import type { EvidenceRow } from "../../../backend/store";
import { inputs } from "../../depth";
import { RealBackend, sdkAppId, sound } from "./real-backend";

const wrongKey = "fedcba9876543210".repeat(4);
/** How Tencent Cloud may stand while somebody looks. */
const worlds = {
  sound,
  disabled: { ...sound, instead: 60016 },
  "in arrears": { ...sound, instead: 80005 },
  "used up": { ...sound, instead: 60028 },
  "another key": { ...sound, secretKey: wrongKey },
  "another region": { ...sound, region: "seoul" },
  "no admin": { ...sound, admins: ["administrator"], users: ["ops"] },
  gone: undefined,
} as const;
type World = keyof typeof worlds;
const names: readonly World[] = [
  "sound",
  "disabled",
  "in arrears",
  "used up",
  "another key",
  "another region",
  "no admin",
  "gone",
];

const lookNames = ["verify", "refresh", "refresh of admins", "list", "records"] as const;
const said = {
  Name: { Name: "support" },
  Status: { Status: "disabled" },
  Key: { SecretKey: wrongKey, AlthoughRefused: true },
} as const;
const saidOf: readonly (keyof typeof said)[] = ["Name", "Status", "Key"];
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ look: fc.constantFrom(...lookNames) }) },
  { weight: 2, arbitrary: fc.record({ world: fc.constantFrom(...names) }) },
  { weight: 1, arbitrary: fc.record({ reachable: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ pass: fc.constantFrom(1, 70, 1_000, 100_000_000) }) },
  { weight: 1, arbitrary: fc.record({ say: fc.constantFrom(...saidOf) }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Everything but what a look keeps: what is known, which keys were tried, and when it was. */
const allElse = (real: RealBackend) =>
  real.backend.store.read(async (db) => ({
    enrolled: (await db.selectFrom("enrolled_applications").selectAll().execute()).map(
      ({ looked_at: _, look_left: __, ...row }) => row,
    ),
    accounts: await db.selectFrom("accounts").selectAll().orderBy("uin").execute(),
    activities: await db.selectFrom("activities").selectAll().execute(),
    applications: await db.selectFrom("applications").selectAll().execute(),
    adminAccounts: await db.selectFrom("admin_accounts").selectAll().execute(),
  }));

const evidenceIn = (real: RealBackend): Promise<EvidenceRow[]> =>
  real.backend.store.read((db) =>
    db.selectFrom("evidence").selectAll().orderBy("fact").orderBy("user_id").execute(),
  );

/** Looks, each as users have it; gives the verdict of the one that has one. */
const looks: Readonly<
  Record<(typeof lookNames)[number], (real: RealBackend) => Promise<string | undefined>>
> = {
  verify: async (real) => {
    const { Entries } = await real.call(VerifyApplications, { SdkAppIds: [sdkAppId] });
    return Entries.flatMap((entry) => (entry.Outcome === "Verified" ? [entry.Verdict] : []))[0];
  },
  refresh: async (real) => {
    const { Entries } = await real.call(DescribeApplications, { SdkAppIds: [sdkAppId] });
    for (const entry of Entries) if (entry.Outcome === "Found") unknownIsToldAsSuch(entry.Application);
    return undefined;
  },
  "refresh of admins": async (real) => {
    await real.call(DescribeAdminAccounts, { AdminAccounts: [{ SdkAppId: sdkAppId, UserId: "ops" }] });
    return undefined;
  },
  list: async (real) => {
    await real.call(ListApplications, {});
    return undefined;
  },
  records: async (real) => {
    await real.call(ListEnrolledApplications, {});
    return undefined;
  },
};

const followed = ["Name", "Description", "ApplicationType", "Region", "Products", "RtcService"] as const;

/** What nobody proved or said is told as null, never as a value that may be right. */
function unknownIsToldAsSuch(application: ApplicationRecord): void {
  if (application.Executor !== "operator") throw new Error("it is of a real account");
  const known = new Set(application.Facts.map(({ Fact }) => Fact));
  for (const name of followed) expect([name, application[name] !== null]).toEqual([name, known.has(name)]);
  expect(application.Status !== "Unknown").toBe(known.has("Status"));
}

async function takeLook(real: RealBackend, name: (typeof lookNames)[number]): Promise<void> {
  const [before, rest, heard] = [await evidenceIn(real), await allElse(real), real.tencent.heard.length];
  const verdict = await looks[name](real);
  expect(await allElse(real)).toEqual(rest);
  const after = await evidenceIn(real);
  const isAsBefore = (row: EvidenceRow) => before.some((one) => isDeepStrictEqual(one, row));
  const told = after.filter((row) => !isAsBefore(row));
  // Only an answer of this very look may tell something else than was known, and it says so.
  if (real.tencent.heard.length === heard) expect(told).toEqual([]);
  for (const row of told) {
    expect(["proven", "inferred"]).toContain(row.how);
    expect(row).toMatchObject({
      known_at: real.backend.now,
      told_by: expect.stringMatching(/^account_check/),
    });
  }
  expect(after.length).toBeGreaterThanOrEqual(before.length);
  if (verdict !== "sound") return;
  const needed = after.filter(({ fact }) => ["Key", "Region", "Status", "Admin"].includes(fact));
  expect(needed.filter(({ how, known_at }) => how !== "proven" || known_at !== real.backend.now)).toEqual([]);
}

async function take(real: RealBackend, step: Step): Promise<void> {
  if ("look" in step) return takeLook(real, step.look);
  if ("pass" in step) return real.backend.pass({ seconds: step.pass });
  if ("reachable" in step) {
    real.tencent.interfere = step.reachable ? () => undefined : () => ({ status: 404, body: "<html>" });
    return;
  }
  if ("world" in step) {
    const world = worlds[step.world];
    if (world === undefined) real.tencent.applications.delete(sdkAppId);
    else real.tencent.applications.set(sdkAppId, { ...world });
    return;
  }
  await real.call(AttestApplication, { SdkAppId: sdkAppId, By: "anna", ...said[step.say] });
}

test.each([
  ["with its key", { Name: "old" }],
  ["without a key", { Name: "old", SecretKey: undefined }],
])(
  "an application that is enrolled %s: looks change nothing but what is known, and only an answer makes that stronger",
  async (_, enrolled) => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const real = await RealBackend.open();
        try {
          await real.enrol(enrolled);
          for (const next of steps) await take(real, next);
          expect(real.tencent.mutations).toEqual([]);
        } finally {
          await real.close();
        }
      }),
      { numRuns: inputs(40) },
    );
  },
);
