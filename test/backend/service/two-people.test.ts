import {
  AttestApplication,
  DescribeActivities,
  DescribeApplications,
  type EnrolledApplication,
  ListEnrolledApplications,
  ModifySettings,
  type RequestOf,
} from "../../../backend/api";
import type { Actor } from "../../../backend/service";
import { refusalOf } from "./backend";
import { factsIn, RealBackend, sdkAppId, sound } from "./real-backend";

let real: RealBackend;
beforeEach(async () => {
  real = await RealBackend.open();
  await real.enrol();
  await real.call(ModifySettings, { PeopleToAttest: 2 }, { kind: "admin" });
  real.backend.pass({ seconds: 1 });
});
afterEach(() => real.close());

type Said = Omit<RequestOf<typeof AttestApplication>, "SdkAppId">;
const person = (user: string | null, secretId = `AKID${user}`): Actor => ({ kind: "api", user, secretId });
const [anna, ben] = [person("anna"), person("ben")];
const say = async (who: Actor, said: Said): Promise<EnrolledApplication> =>
  (await real.call(AttestApplication, { SdkAppId: sdkAppId, ...said }, who)).Application;
const known = async () => {
  const [application] = (await real.call(ListEnrolledApplications, {})).Applications;
  if (!application) throw new Error("it is enrolled");
  return application;
};
const isThere = async () => {
  const [entry] = (await real.call(DescribeApplications, { SdkAppIds: [sdkAppId] })).Entries;
  return entry?.Outcome === "Found";
};
const waiting = ({ Pending }: EnrolledApplication) =>
  Pending.map(({ Value, By }) => `${By}: ${String(Value)}`);
const status = async () => factsIn((await known()).Facts).Status;

test("what one person says waits, is no evidence, and counts once another says the same", async () => {
  const first = await say(anna, { Status: "deleted", Name: "old" });
  expect(first.Pending).toEqual([
    {
      ...{ Fact: "Status", Value: "deleted", By: "anna" },
      ...{ Time: "2026-03-01T00:00:01.000Z", ExpireTime: "2026-03-04T00:00:01.000Z" },
    },
  ]);
  expect(factsIn(first.Facts)).toMatchObject({ Status: "serves proven", Name: "old attested" });
  expect(await isThere()).toBe(true);
  const second = await say(ben, { Status: "deleted" });
  expect(second.Pending).toEqual([]);
  expect(second.Facts).toContainEqual(
    expect.objectContaining({ Fact: "Status", Value: "deleted", How: "attested", By: "anna and ben" }),
  );
  expect(await isThere()).toBe(false);
  const { Activities } = await real.call(DescribeActivities, { Field: "Attestation" });
  expect(Activities.map(({ Summary, Actor: { User } }) => [User, Summary])).toEqual([
    ["ben", 'ben says; Status: "deleted"; as anna has'],
    ["anna", 'anna says; Name: "old"; Status: "deleted"; Status waits for a second person'],
  ]);
});

test.each<[string, readonly (readonly [Actor, Said])[], readonly string[], string]>([
  [
    "the same person twice, with another key pair",
    [
      [anna, { Status: "deleted" }],
      [person("anna", "AKIDOTHER"), { Status: "deleted" }],
    ],
    ["anna: deleted"],
    "serves proven",
  ],
  [
    "two people who say different things",
    [
      [anna, { Status: "deleted" }],
      [ben, { Status: "disabled" }],
    ],
    ["anna: deleted", "ben: disabled"],
    "serves proven",
  ],
  ["one who says what takes nothing away", [[anna, { Status: "suspended" }]], [], "suspended attested"],
  [
    "one who says that it serves, after one who said that it is disabled",
    [
      [anna, { Status: "disabled" }],
      [ben, { Status: "serves" }],
    ],
    [],
    "serves attested",
  ],
  [
    "two who say that it is disabled",
    [
      [anna, { Status: "disabled" }],
      [ben, { Status: "disabled" }],
    ],
    [],
    "disabled attested",
  ],
])("%s", async (_, said, pending, after) => {
  for (const [who, what] of said) await say(who, what);
  expect(waiting(await known())).toEqual(pending);
  expect(await status()).toBe(after);
});

test.each<[string, () => unknown, readonly string[]]>([
  ["within 72 hours", () => real.backend.pass({ hours: 71 }), []],
  ["after 72 hours", () => real.backend.pass({ hours: 72 }), ["ben: disabled"]],
  [
    "after a look that has told of the status",
    () => {
      real.backend.pass({ seconds: 60 });
      return real.verify();
    },
    ["ben: disabled"],
  ],
  [
    "after a look that told nothing",
    () => {
      real.backend.pass({ seconds: 60 });
      real.tencent.interfere = () => ({ status: 404, body: "" });
      return real.verify();
    },
    [],
  ],
])("a word can be confirmed, or begins anew, %s", async (_, meanwhile, pending) => {
  await say(anna, { Status: "disabled" });
  await meanwhile();
  expect(waiting(await say(ben, { Status: "disabled" }))).toEqual(pending);
});

test.each<[string, Actor]>([
  ["on the database itself", { kind: "cli" }],
  ["with a key pair without a user", person(null)],
])("%s nobody is known, so that nothing is taken, whoever is named", async (_, who) => {
  const refusal = await refusalOf(say(who, { Status: "deleted", Name: "old", By: "anna" }));
  expect([refusal.code, refusal.message]).toEqual([
    "UnauthorizedOperation",
    expect.stringContaining("tencentrtc account key NAME --user YOU --rights write"),
  ]);
  expect(factsIn((await known()).Facts)).not.toHaveProperty("Name");
  expect(waiting(await known())).toEqual([]);
  expect(factsIn((await say(who, { Name: "old", By: "anna" })).Facts)).toMatchObject({
    Name: "old attested",
  });
});

test("a key pair may not say that one person is enough", async () => {
  const settings = real.call(ModifySettings, { PeopleToAttest: 1 }, anna);
  expect((await refusalOf(settings)).code).toBe("UnauthorizedOperation");
});

test("where one person is enough, one is", async () => {
  await real.call(ModifySettings, { PeopleToAttest: 1 }, { kind: "admin" });
  real.tencent.applications.set(sdkAppId, { ...sound });
  await say({ kind: "cli" }, { Status: "deleted", By: "anna" });
  expect(await isThere()).toBe(false);
});
