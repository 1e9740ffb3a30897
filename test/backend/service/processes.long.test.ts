import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { DescribeAccount, ListApplications, ModifyApplication } from "../../../backend/api";
import { childBundle } from "../child-bundle";
import { Backend } from "./backend";
import type { Work } from "./child";

const run = promisify(execFile);
const bundle = childBundle(join(__dirname, "child.ts"));

const Made = z.object({ SdkAppId: z.number(), Replayed: z.boolean(), Claim: z.string() });
const Outcome = z.object({ made: z.array(z.unknown()), refused: z.array(z.string()) });

let backend: Backend;
afterEach(() => backend.close());

/** Four processes at once on the test's database. */
async function fourTimes(work: Work) {
  const one = async () => {
    const { location, environment } = backend.database;
    const args = [bundle, JSON.stringify(location), JSON.stringify(work)];
    const { stdout } = await run(process.execPath, args, { env: { ...process.env, ...environment } });
    return Outcome.parse(JSON.parse(stdout));
  };
  const outcomes = await Promise.all([one(), one(), one(), one()]);
  return {
    made: outcomes.flatMap((outcome) => outcome.made),
    refused: outcomes.flatMap((outcome) => outcome.refused),
  };
}

test("four processes together make exactly as many applications as the quota allows", async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 61 });
  const { made, refused } = await fourTimes({ times: 50, atOnce: 5 });
  expect(made).toHaveLength(61);
  expect(
    new Set(
      z
        .array(Made)
        .parse(made)
        .map(({ SdkAppId }) => SdkAppId),
    ).size,
  ).toBe(61);
  expect(refused).toEqual(Array(139).fill("LimitExceeded.Applications"));
  expect((await backend.call(DescribeAccount, {})).Applications).toBe(61);
  expect(await backend.store.findDamage()).toEqual([]);
});

test("one token makes one application, whoever comes first, and the last to come holds the claim", async () => {
  backend = await Backend.open();
  const outcome = await fourTimes({ times: 5, ClientToken: "t0ken" });
  const made = z.array(Made).parse(outcome.made);
  expect(made.filter(({ Replayed }) => !Replayed)).toHaveLength(1);
  expect(new Set(made.map(({ SdkAppId }) => SdkAppId)).size).toBe(1);
  expect((await backend.call(ListApplications, {})).TotalCount).toBe(1);
  const current: string[] = [];
  for (const { SdkAppId, Claim } of made) {
    await backend.call(ModifyApplication, { SdkAppId, Claim, Description: "held" }).then(
      () => current.push(Claim),
      () => undefined,
    );
  }
  expect(current).toHaveLength(1);
});

test("four processes together make exactly as many admin accounts as one application may have", async () => {
  backend = await Backend.open();
  const { SdkAppId } = await backend.create();
  const { made, refused } = await fourTimes({ times: 10, atOnce: 3, adminAccountsOf: SdkAppId });
  expect(made).toHaveLength(9);
  expect(refused).toEqual(Array(31).fill("LimitExceeded.AdminAccounts"));
  expect((await backend.describe(SdkAppId))?.AdminAccounts).toHaveLength(10);
});
