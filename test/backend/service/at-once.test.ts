import { CreateApplication, DescribeActivities } from "../../../backend/api";
import { Backend, requestId, uin } from "./backend";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 3 });
});
afterEach(() => backend.close());

const signed = (digit: string) =>
  ({ uin, actor: { kind: "api" }, requestId, fingerprint: digit.repeat(64) }) as const;
const numbered = (index: number) => ({ ...backend.newApplication, Name: `app_${index}` });

test("of creations at once those beyond the quota are refused, and the others get ids and log entries without a gap", async () => {
  const outcomes = await Promise.allSettled(
    [0, 1, 2, 3, 4].map((index) =>
      backend.service.call(CreateApplication, numbered(index), signed(String(index))),
    ),
  );
  expect(outcomes.map(({ status }) => status).sort()).toEqual([
    ...Array(3).fill("fulfilled"),
    ...Array(2).fill("rejected"),
  ]);
  const ids = outcomes.flatMap((outcome) => (outcome.status === "fulfilled" ? [outcome.value.SdkAppId] : []));
  const { Activities } = await backend.call(DescribeActivities, {});
  const created = Activities.filter(({ Action }) => Action === "CreateApplication");
  expect(created.map(({ SdkAppId }) => SdkAppId).sort()).toEqual([...ids].sort());
  expect(Math.max(...ids) - Math.min(...ids)).toBe(2);
});

test("the same signed request twice at once makes one application, and both get its answer", async () => {
  const create = () => backend.service.call(CreateApplication, numbered(1), signed("a"));
  const [one, other] = await Promise.all([create(), create()]);
  expect(other).toEqual(one);
  const { Activities } = await backend.call(DescribeActivities, {});
  expect(Activities.filter(({ Action }) => Action === "CreateApplication")).toHaveLength(1);
});

test("a token used by several at once makes one application", async () => {
  const create = (digit: string) =>
    backend.service.call(CreateApplication, { ...numbered(1), ClientToken: "once" }, signed(digit));
  const answers = await Promise.all(["a", "b", "c"].map(create));
  expect(new Set(answers.map(({ SdkAppId }) => SdkAppId)).size).toBe(1);
  expect(answers.map(({ Replayed }) => Replayed).sort()).toEqual([false, true, true]);
});
