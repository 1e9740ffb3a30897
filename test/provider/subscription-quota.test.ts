import { ClaimTrial, SupportDeleteApplication } from "../../backend/api";
import { Backend } from "./backend";
import { application, type Declared, idOf, subscription } from "./engine/declarations";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

const all = ["call", "live", "conference", "rtc-engine"];
const app = (name = "app") => application(name, { products: ["chat", ...all] });
const trial = (product: string, of = "app"): Declared =>
  subscription(`${of}-${product}`, { application: idOf(of), product });

describe("trials of one application", () => {
  test("two come up in one run, the call pack's beside them", async () => {
    const declared = [app(), trial("call"), trial("live"), trial("call-pack")];
    expect(await backend.engine().up(declared)).toMatchObject({ faults: [] });
  });

  test("a third is refused at the preview where the application is known, and nothing is claimed", async () => {
    const engine = backend.engine();
    await engine.up([app()]);
    const run = await engine.preview([app(), ...all.slice(0, 3).map((product) => trial(product))]);
    expect(run.failures).toMatchObject([
      {
        property: "edition",
        reason: expect.stringMatching(/trial 3 of Application \d+.*at most 2.*LimitExceeded/),
      },
    ]);
  });

  test("one more by the run where it isn't known before", async () => {
    const run = await backend.engine().up([app(), ...all.slice(0, 3).map((product) => trial(product))]);
    expect(run.failures.length + Object.keys(run.errors).length).toBe(1);
    expect(run.writes.filter((name) => name === "ClaimTrial")).toHaveLength(2);
  });

  test("those that ended count", async () => {
    const engine = backend.engine();
    await engine.up([app(), trial("call"), trial("live")]);
    backend.pass({ days: 20 });
    await engine.up([app()]);
    expect((await engine.preview([app(), trial("conference")])).failures).toHaveLength(1);
  });
});

test("an account has ten, foreseen over all that a run claims, deleted applications included", async () => {
  const gone = await backend.create({ Products: ["call", "live"] });
  for (const Product of ["call", "live"] as const)
    await backend.call(ClaimTrial, { SdkAppId: gone, Product });
  await backend.admin(SupportDeleteApplication, { SdkAppId: gone });
  const program = (count: number) =>
    Array.from({ length: count }, (_, index) => `app${index}`).flatMap((name) => [
      app(name),
      trial("call", name),
      trial("live", name),
    ]);
  expect(await backend.engine().preview(program(4))).toMatchObject({ failures: [] });
  const { failures } = await backend.engine().preview(program(5));
  expect(failures[0]?.reason).toMatch(/of this account, and at most 10.*LimitExceeded.TrialsPerAccount/);
  expect(await backend.engine().up(program(4))).toMatchObject({ faults: [] });
});
