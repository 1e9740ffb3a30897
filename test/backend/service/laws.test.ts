import fc from "fast-check";
import {
  ApiError,
  ClaimApplication,
  DeleteApplication,
  DescribeAccount,
  DisableApplication,
  EnableApplication,
  ListApplications,
  ReleaseApplication,
  SimulateBilling,
} from "../../../backend/api";
import { inputs } from "../../depth";
import { Backend } from "./backend";

const quota = 3;
const which = fc.nat({ max: 5 });
const step = fc.oneof(
  fc.record({ create: fc.option(fc.constantFrom("a", "b")) }),
  fc.record({ disable: which }),
  fc.record({ enable: which }),
  fc.record({ remove: which }),
  fc.record({ claim: which }),
  fc.record({ release: which }),
  fc.record({ bill: which, Event: fc.constantFrom("arrears", "refund", "paid", "package-used-up") }),
  fc.record({ pass: fc.constantFrom(100, 300, 90_000, 700_000) }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Does one step; what the backend refuses is part of the law. Gives the id of a new application. */
async function take(backend: Backend, ids: readonly number[], step: Step): Promise<number | undefined> {
  const target = (index: number) => ({ SdkAppId: ids[index % Math.max(1, ids.length)] ?? 1400000000 });
  if ("create" in step) {
    const made = await backend.create(step.create === null ? {} : { ClientToken: step.create, Owner: "law" });
    return made.Replayed ? undefined : made.SdkAppId;
  }
  if ("disable" in step) await backend.call(DisableApplication, target(step.disable));
  if ("enable" in step) await backend.call(EnableApplication, target(step.enable));
  if ("remove" in step) await backend.call(DeleteApplication, target(step.remove));
  if ("claim" in step)
    await backend.call(ClaimApplication, { ...target(step.claim), Owner: "law", TakeOver: true });
  if ("release" in step) await backend.call(ReleaseApplication, target(step.release));
  if ("bill" in step) await backend.admin(SimulateBilling, { ...target(step.bill), Event: step.Event });
  if ("pass" in step) backend.pass({ seconds: step.pass });
  return undefined;
}

test("whatever is done in whatever order: the quota holds, ids are new, nothing goes from Normal to gone", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const backend = await Backend.open({ ApplicationsPerAccount: quota });
      const ids: number[] = [];
      let normal: number[] = [];
      try {
        for (const next of steps) {
          const made = await take(backend, ids, next).catch((error: unknown) => {
            if (error instanceof ApiError && error.code !== "InternalError") return undefined;
            throw error;
          });
          if (made !== undefined) ids.push(made);
          const { TotalCount, Applications } = await backend.call(ListApplications, {});
          const alive = new Map(
            Applications.map((application) => [application.SdkAppId, application.Status]),
          );
          expect(TotalCount).toBeLessThanOrEqual(quota);
          expect((await backend.call(DescribeAccount, {})).Applications).toBe(TotalCount);
          for (const id of normal) expect(alive.get(id)).toBeDefined();
          for (const id of normal) expect(alive.get(id)).not.toBe("Deleting");
          normal = [...alive].flatMap(([id, status]) => (status === "Normal" ? [id] : []));
        }
        expect(new Set(ids).size).toBe(ids.length);
        expect([...ids].sort((one, other) => one - other)).toEqual(ids);
      } finally {
        await backend.close();
      }
    }),
    { numRuns: inputs(25) },
  );
}, 60_000);
