import { SimulateSubscription } from "../../backend/api";
import { Console } from "./backend";
import { Project } from "./project";

describe("a Chat package that has ended", () => {
  const project = new Project();
  const backend = new Console(project.backendFile);
  const id = 1999000001;
  const program = (months: number) =>
    project.program(`
      const app = new rtc.Application("app", { products: ["chat"], region: "singapore" });
      new rtc.Subscription("plan", { application: app, product: "chat", edition: "pro", months: ${months} });
    `);
  const simulate = (Event: "expired" | "downgrade", changes: object = {}) =>
    backend.admin(SimulateSubscription, { SdkAppId: id, Product: "chat", Event, ...changes });
  afterAll(() => project.remove());

  test("shows as drift, and isn't bought again by itself", async () => {
    await project.init({ "tencentrtc:allowPurchases": "true" });
    program(1);
    expect(await project.up()).toMatchObject({ code: 0 });
    await simulate("expired");
    const preview = await project.preview("--refresh", "--diff");
    expect(preview).toMatchObject({ code: 0, output: expect.stringContaining("edition") });
    expect(preview.output).toContain("nothing is ever bought or claimed again by itself");
    const up = await project.up("--refresh");
    expect(up.code).not.toBe(0);
    expect(up.output).toContain("pulumi up --target '**Subscription::**'");
    expect(await backend.application(id)).toMatchObject({ Status: "Expired" });
  });

  test("is renewed by more months, run by itself, and the application comes back", async () => {
    program(2);
    const renewed = await project.up("--target", "**Subscription::**");
    expect(renewed).toMatchObject({ code: 0, output: expect.stringContaining("extended Chat") });
    await backend.settled(id);
    expect(await backend.application(id)).toMatchObject({ Status: "Normal" });
    expect(await project.up("--refresh")).toMatchObject({ code: 0 });
    expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
  });

  test("keeps its application from being deleted until support has acted", async () => {
    const refused = await project.destroy();
    expect(refused.code).not.toBe(0);
    expect(refused.output).toContain("UnauthorizedOperation.PaidEditionContactSupport");
    expect(await backend.application(id)).toMatchObject({ Status: "Normal" });
    await simulate("downgrade", { Edition: "free-trial" });
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  });
});
