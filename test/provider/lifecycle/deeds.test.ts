import { type Deed, deedsBy, type Telling } from "../../../provider/lifecycle/run/deeds";

const disabling = (id: string): Deed => ({
  kind: "service-stops",
  one: `disabling Application ${id}`,
  many: (count) => `disabling ${count} Applications`,
  id,
  statements: ["All of it stops."],
});

const laterOnes = "Others that follow in this run get no notice of their own.";
const urn = (name: string) => `urn:pulumi:dev::shop::type::${name}`;
const ready = () => Promise.resolve({});

const listening = () => {
  const told: Telling[] = [];
  return { told, doing: deedsBy((one) => told.push(one), 0) };
};

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ name: `app_${100 + index}`, id: String(index) }));

test("a single one is told of its resource", async () => {
  const { told, doing } = listening();
  await doing(urn("support"), disabling("14"), ready);
  expect(told).toEqual([
    {
      urn: urn("support"),
      kind: "service-stops",
      text: "disabling Application 14",
      statements: ["All of it stops.", laterOnes],
    },
  ]);
});

test.each([
  [2, /^disabling 2 Applications: app_100 \(0\), app_101 \(1\)$/],
  [10, /^disabling 10 Applications: app_100 \(0\), .*, app_109 \(9\)$/],
  [300, /^disabling 300 Applications: app_100 \(0\), .*, app_109 \(9\) and 290 more$/],
])("%d at once are told together, of the run", async (count, text) => {
  const { told, doing } = listening();
  await Promise.all(many(count).map(({ name, id }) => doing(urn(name), disabling(id), ready)));
  expect(told).toMatchObject([{ urn: undefined, text: expect.stringMatching(text) }]);
});

test("what follows isn't told again, and something else is", async () => {
  const { told, doing } = listening();
  await doing(urn("a"), disabling("1"), ready);
  await doing(urn("b"), disabling("2"), ready);
  await doing(urn("c"), { ...disabling("3"), statements: ["It is deleted then."] }, ready);
  expect(told.map(({ text }) => text)).toEqual(["disabling Application 1", "disabling Application 3"]);
});

test("what fails, or does nothing since its claim is outdated, isn't told", async () => {
  const { told, doing } = listening();
  const failing = () => Promise.reject(new Error("refused"));
  await expect(doing(urn("a"), disabling("1"), failing)).rejects.toThrow("refused");
  await doing(urn("b"), disabling("2"), () => Promise.resolve({ Outdated: true }));
  expect(told).toEqual([]);
});
