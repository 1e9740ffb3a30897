import {
  CreateApplication,
  DeleteApplication,
  DisableApplication,
  ListPushCertificates,
  ModifyApplication,
  SimulateApplication,
} from "../../backend/api";
import { share, testAtNight } from "../depth";
import { Console } from "./backend";
import { Project } from "./project";

const id = 1999000001;
const huawei =
  '{ vendor: "huawei", appId: "104512345", appSecret: "0123456789abcdef", packageName: "com.example.shop" }';

/** What destroying does from every state in which a run can find an application. */
describe("destroy", () => {
  let project: Project;
  let backend: Console;
  const program = (args = "") =>
    project.program(
      `new rtc.Application("support", { products: ["chat"], region: "singapore"${args && `, ${args}`} });`,
    );
  beforeEach(async () => {
    project = new Project();
    backend = new Console(project.backendFile);
    await project.init();
  });
  afterEach(() => project.remove());

  const started = async (args?: string) => {
    program(args);
    expect(await project.up()).toMatchObject({ code: 0 });
  };

  testAtNight("of one that is being deleted waits for the end of it", async () => {
    await started();
    await backend.call(DisableApplication, { SdkAppId: id });
    await backend.settled(id);
    await backend.settings({ WindowSecondsMin: 3, WindowSecondsMax: 3 });
    await backend.call(DeleteApplication, { SdkAppId: id });
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  });

  testAtNight("of one that is gone already succeeds", async () => {
    await started();
    await backend.call(DisableApplication, { SdkAppId: id });
    await backend.settled(id);
    await backend.call(DeleteApplication, { SdkAppId: id });
    await backend.settled(id);
    expect(await project.destroy()).toMatchObject({ code: 0 });
  });

  test.each(
    share(
      [
        {
          name: "a protected application",
          prepare: () => backend.call(ModifyApplication, { SdkAppId: id, DeletionProtection: true }),
          code: "OperationDenied.ApplicationProtected",
        },
        {
          name: "a paid Chat edition",
          prepare: () => backend.admin(SimulateApplication, { SdkAppId: id, Editions: { chat: "pro" } }),
          code: "UnauthorizedOperation.PaidEditionContactSupport",
        },
      ],
      2,
    ),
  )("of $name is refused before anything is disabled", async ({ prepare, code }) => {
    await started();
    await prepare();
    const destroy = await project.destroy();
    expect(destroy.code).not.toBe(0);
    expect(destroy.output).toContain(code);
    expect(destroy.output).toContain("RequestId");
    expect(destroy.output).not.toMatch(/\n\s+at /);
    expect(await backend.application(id)).toMatchObject({ Status: "Normal" });
    expect((await project.resources()).map((resource) => resource.id)).toEqual([String(id)]);
  });

  testAtNight(
    "that is refused touches nothing that hangs on it, whatever the run; what goes alone goes alone",
    async () => {
      const everything = (region: string, left = "") =>
        project.program(`
        const support = new rtc.Application("support", { products: ["chat", "call"], region: "${region}" });
        new rtc.AdminAccount("bot", { application: support, userId: "bot" });
        new rtc.Tag("cost", { application: support, key: "cost", value: "1" });
        new rtc.Subscription("trial", { application: support, product: "call", edition: "free-trial" });
        ${left || `new rtc.PushCertificate("push", { application: support, platform: ${huawei} });`}
      `);
      const held = async () => ({
        applications: await backend.applications(),
        certificates: (await backend.call(ListPushCertificates, {})).PushCertificates,
        tags: await backend.tags(id),
        state: (await project.resources()).map((resource) => resource.id).sort(),
      });
      everything("singapore");
      expect(await project.up()).toMatchObject({ code: 0 });
      await backend.admin(SimulateApplication, { SdkAppId: id, Editions: { chat: "pro" } });
      const before = await held();
      const expectRefused = async (
        run: { code: number | null; output: string },
        code = "UnauthorizedOperation.PaidEditionContactSupport",
      ) => {
        expect(run.code).not.toBe(0);
        expect(run.output).toContain(code);
        expect(await held()).toEqual(before);
      };
      await expectRefused(await project.destroy());
      const urns = (await project.resources()).filter((one) => one.id.includes("/")).map(({ urn }) => urn);
      await expectRefused(await project.destroy(...urns.flatMap((urn) => ["--target", urn])));
      everything("tokyo");
      await expectRefused(await project.preview());
      await expectRefused(await project.up());
      project.program("");
      await expectRefused(await project.up());

      await backend.admin(SimulateApplication, { SdkAppId: id, Editions: { chat: "free-trial" } });
      await backend.call(ModifyApplication, { SdkAppId: id, DeletionProtection: true });
      before.applications = await backend.applications();
      await expectRefused(await project.destroy(), "OperationDenied.ApplicationProtected");
      await backend.call(ModifyApplication, { SdkAppId: id, DeletionProtection: false });
      everything("singapore");
      expect(await project.destroy(...urns.flatMap((urn) => ["--target", urn]))).toMatchObject({ code: 0 });
      const [kept] = (await held()).certificates;
      expect(kept).toMatchObject({ LeavingSince: expect.any(String) });
      expect(await project.up()).toMatchObject({ code: 0 });
      const again = await held();
      expect(again.state).toEqual(before.state);
      expect(again.certificates).toMatchObject([{ CertificateId: kept?.CertificateId, LeavingSince: null }]);
      everything("singapore", " ");
      expect(await project.up()).toMatchObject({ code: 0 });
      expect((await held()).certificates).toEqual([]);
      everything("tokyo");
      expect(await project.up()).toMatchObject({ code: 0 });
      expect(await project.destroy()).toMatchObject({ code: 0 });
      expect(await backend.applications()).toEqual([]);
    },
  );

  test("with deletionPolicy retain gives it up with all that hangs on it, and adopt takes it over again", async () => {
    project.program(`
      const support = new rtc.Application("support", {
        products: ["chat", "call"], region: "singapore", deletionPolicy: "retain", deletionProtection: true,
      });
      new rtc.Subscription("trial", { application: support, product: "call", edition: "free-trial" });
      new rtc.PushCertificate("push", { application: support, platform: ${huawei} });
    `);
    expect(await project.up()).toMatchObject({ code: 0 });
    await backend.admin(SimulateApplication, { SdkAppId: id, Editions: { chat: "pro" } });
    const pushed = async () => (await backend.call(ListPushCertificates, {})).PushCertificates;
    const [push] = await pushed();
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.application(id)).toMatchObject({ Status: "Normal", Owner: null, Leaving: [] });
    expect(await pushed()).toMatchObject([
      { CertificateId: push?.CertificateId, Fingerprint: push?.Fingerprint, Owner: null },
    ]);
    project.program(`exports.region = new rtc.Application("again", { adopt: "${id}" }).region;`);
    expect(await project.up()).toMatchObject({
      code: 0,
      output: expect.stringContaining(`took over Application ${id}`),
    });
    expect(await project.outputs()).toEqual({ region: "singapore" });
    expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
  });

  testAtNight("after a wait that ran out of time, up goes on and brings the new one", async () => {
    await started('timeouts: { delete: "2s" }');
    await backend.settings({ WindowSecondsMin: 6, WindowSecondsMax: 6 });
    program('timeouts: { delete: "2s" }, description: "x"');
    project.program(
      `new rtc.Application("support", { products: ["chat"], region: "tokyo", timeouts: { delete: "2s" } });`,
    );
    const stopped = await project.up();
    expect(stopped.code).not.toBe(0);
    expect(stopped.output).toContain("the application is still Disabling");
    expect((await project.resources()).map((resource) => resource.id)).toEqual([String(id)]);
    await backend.settled(id);
    await backend.settings({ WindowSecondsMin: 0, WindowSecondsMax: 0 });
    expect(await project.up()).toMatchObject({ code: 0 });
    expect((await backend.applications()).map((one) => one.Region)).toEqual(["tokyo"]);
  });

  test.each(share([{ deleteBeforeReplace: true }, { deleteBeforeReplace: false }], 2))(
    "never hits the new application of a targeted replacement, $deleteBeforeReplace",
    async ({ deleteBeforeReplace }) => {
      project.program(
        `new rtc.Application("support", { products: ["chat"], region: "singapore" }, { deleteBeforeReplace: ${deleteBeforeReplace} });`,
      );
      expect(await project.up()).toMatchObject({ code: 0 });
      const [resource] = await project.resources();
      const up = await project.up("--target-replace", String(resource?.urn));
      expect(up).toMatchObject({ code: 0 });
      const [inState] = await project.resources();
      expect((await backend.applications()).map((one) => String(one.SdkAppId))).toEqual([inState?.id]);
      expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
    },
  );

  test("of an account or a tag that was just replaced, or has another name now, does nothing", async () => {
    const program = (tag: string) =>
      project.program(`
        const support = new rtc.Application("support", { products: ["chat"], region: "singapore" });
        new rtc.AdminAccount("bot", { application: support, userId: "bot" });
        new rtc.Tag("${tag}", { application: support, key: "cost", value: "1" });
      `);
    program("old");
    expect(await project.up()).toMatchObject({ code: 0 });
    const children = (await project.resources()).filter(({ id }) => id.includes("/"));
    const replaced = await project.up(...children.flatMap(({ urn }) => ["--target-replace", urn]));
    expect(replaced).toMatchObject({ code: 0 });
    expect(await backend.tags(id)).toEqual({ cost: "1" });
    const { AdminAccounts } = await backend.application(id);
    expect(AdminAccounts.map(({ UserId }) => UserId)).toContain("bot");

    program("new");
    const renamed = await project.up();
    expect(renamed).toMatchObject({ code: 0, output: expect.stringContaining('Tag "new" (key) has it now') });
    expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
  });

  testAtNight("of one stack leaves what a console made alone", async () => {
    await started();
    const theirs = await backend.call(CreateApplication, {
      Name: "theirs",
      Region: "tokyo",
      Products: ["chat"],
    });
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect((await backend.applications()).map((one) => one.SdkAppId)).toEqual([theirs.SdkAppId]);
  });
});
