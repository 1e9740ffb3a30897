import { share, testAtNight } from "../depth";
import { Console } from "./backend";
import { cutOff } from "./cut-off";
import { Project } from "./project";

const fast = { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" };

/** kill -9 of the provider or of the CLI, exactly before or after a backend call, checkpoints on and off. */
describe("kill -9", () => {
  let project: Project;
  let backend: Console;
  afterEach(() => project.remove());

  const begin = async (env: Record<string, string>) => {
    project = new Project({ env });
    backend = new Console(project.backendFile);
    await project.init();
    project.program(`
      const support = new rtc.Application("support", { products: ["chat"], region: "singapore", tags: { team: "a" } });
      new rtc.AdminAccount("bot", { application: support, userId: "bot" });
      new rtc.Tag("cost", { application: support, key: "cost", value: "1" });
    `);
  };

  const killAt = (at: string, victim: "provider" | "cli", command: string) =>
    cutOff(project, at, victim, () =>
      project.start(command, "--yes", "--skip-preview", "--stack", project.stack),
    );

  const oneOfEach = async () => {
    const applications = await backend.applications();
    expect(applications.map((one) => one.AdminAccounts.map((account) => account.UserId))).toEqual([
      ["administrator", "bot"],
    ]);
    expect(await backend.tags(applications[0]?.SdkAppId ?? 0)).toEqual({ team: "a", cost: "1" });
  };

  const creations = [
    "CreateApplication:before",
    "CreateApplication:after",
    "ModifyResourceTags:after",
    "CreateAdminAccount:after",
  ];
  // Who is killed and whether there are checkpoints takes turns; every pairing, call by call, is tried in process.
  const table = creations.map((at, index) => ({
    at,
    victim: index % 2 === 0 ? ("provider" as const) : ("cli" as const),
    checkpoints: index < 2,
  }));

  test.each(share(table))(
    "of the $victim at $at (checkpoints $checkpoints), then up",
    async ({ at, victim, checkpoints }) => {
      await begin(checkpoints ? {} : fast);
      await killAt(at, victim, "up");
      const up = await project.up();
      expect(up).toMatchObject({ code: 0 });
      await oneOfEach();
      expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
    },
  );

  testAtNight("of the CLI after a creation, then up and destroy: nothing is orphaned", async () => {
    await begin(fast);
    await killAt("CreateApplication:after", "cli", "up");
    expect(await project.up()).toMatchObject({ code: 0 });
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  });

  const deletions = [
    { at: "DisableApplication:after", victim: "provider", checkpoints: true },
    { at: "DisableApplication:after", victim: "cli", checkpoints: false },
    { at: "DeleteApplication:after", victim: "provider", checkpoints: false },
    { at: "DeleteApplication:after", victim: "cli", checkpoints: true },
  ] as const;
  test.each(share(deletions))(
    "of the $victim at $at (checkpoints $checkpoints), then destroy",
    async ({ at, victim, checkpoints }) => {
      await begin(checkpoints ? {} : fast);
      expect(await project.up()).toMatchObject({ code: 0 });
      await killAt(at, victim, "destroy");
      expect(await project.destroy()).toMatchObject({ code: 0 });
      expect(await backend.applications()).toEqual([]);
      expect(await project.resources()).toEqual([]);
    },
  );

  const waits = [
    {
      victim: "provider",
      change: 'region: "singapore", enabled: false',
      status: "Disabled",
      region: "singapore",
    },
    { victim: "cli", change: 'region: "singapore", enabled: false', status: "Disabled", region: "singapore" },
    { victim: "cli", change: 'region: "tokyo"', status: "Normal", region: "tokyo" },
  ] as const;
  test.each(share(waits, 3))(
    "of the $victim in the middle of a wait ($change), then up goes on",
    async (row) => {
      await begin({});
      expect(await project.up()).toMatchObject({ code: 0 });
      project.program(
        `new rtc.Application("support", { products: ["chat"], ${row.change}, tags: { team: "a" } });`,
      );
      await killAt("DescribeApplications:after:DisableApplication", row.victim, "up");
      expect(await project.up()).toMatchObject({ code: 0 });
      expect(await backend.applications()).toMatchObject([{ Status: row.status, Region: row.region }]);
      expect(await project.preview("--refresh", "--expect-no-changes")).toMatchObject({ code: 0 });
    },
  );

  testAtNight("of the CLI while it deletes, then up: the application is made anew", async () => {
    await begin({});
    expect(await project.up()).toMatchObject({ code: 0 });
    await killAt("DeleteApplication:after", "cli", "destroy");
    await backend.settled(1999000001);
    expect(await project.up("--refresh")).toMatchObject({ code: 0 });
    await oneOfEach();
  });
});
