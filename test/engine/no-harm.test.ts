import { spawn } from "node:child_process";
import {
  DescribeSubscriptions,
  ListPushCertificates,
  ModifyApplication,
  SimulateApplication,
} from "../../backend/api";
import { simulated } from "../backend/simulated";
import { command } from "../cli/tencentrtc";
import { share } from "../depth";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";
import { type Cut, cutOff } from "./cut-off";
import { Project } from "./project";

const id = 1999000001;
const platform =
  '{ vendor: "huawei", appId: "104512345", appSecret: "0123456789abcdef", packageName: "com.example.shop" }';

/** Ids, secrets and what is in effect, looked up in the database. */
async function held(backend: Console) {
  const application = await backend.application(id);
  const { SecretKey, Status, Owner, AdminAccounts } = application;
  const { Leaving } = simulated(application);
  const { PushCertificates } = await backend.call(ListPushCertificates, {});
  const Subscriptions = [{ SdkAppId: id, Product: "call" as const }];
  const { Entries } = await backend.call(DescribeSubscriptions, { Subscriptions });
  return {
    application: { SecretKey, Status, Owner },
    accounts: AdminAccounts.map(({ UserId }) => UserId),
    certificates: PushCertificates.map(({ CertificateId, Fingerprint, Platform, Owner }) => [
      CertificateId,
      Fingerprint,
      Platform,
      Owner,
    ]),
    packages: Entries.map((entry) =>
      entry.Outcome === "Found"
        ? [entry.Subscription.PackageId, entry.Subscription.ExpireTime, entry.Subscription.Owner]
        : entry.Outcome,
    ),
    tags: await backend.tags(id),
    leaving: Leaving?.length,
  };
}

/** Only the end of a test ends one: whatever the machine does meanwhile, the run is cut off in the middle of it. */
const windows = (backend: Console, seconds: number) =>
  backend.settings({ WindowSecondsMin: seconds, WindowSecondsMax: seconds });

const beforeTheDisable = "DisableApplication:before";
const inTheWait = "DescribeApplications:after:DisableApplication";

describe("a program's application with everything on it, of which a deletion is cut off", () => {
  const project = new Project();
  const backend = new Console(project.backendFile);
  const program = (region: string) =>
    project.program(`
      const support = new rtc.Application("support", { products: ["chat", "call"], region: "${region}" });
      new rtc.AdminAccount("bot", { application: support, userId: "bot" });
      new rtc.Tag("cost", { application: support, key: "cost", value: "1" });
      new rtc.Subscription("trial", { application: support, product: "call", edition: "free-trial" });
      new rtc.PushCertificate("push", { application: support, platform: ${platform} });
    `);
  let before: Awaited<ReturnType<typeof held>>;
  beforeAll(async () => {
    await project.init();
    program("singapore");
    expect(await project.up()).toMatchObject({ code: 0 });
    before = await held(backend);
  });
  afterAll(() => project.remove());

  const ways = {
    destroy: () => ["destroy"],
    "destroy --target": () => ["destroy", "--target", "**Application::support", "--target-dependents"],
    "region change": () => {
      program("tokyo");
      return ["up"];
    },
    "removed from the program": () => {
      project.program("");
      return ["up"];
    },
  };
  // Each moment with each cut, each way with both moments; every other pairing is tried in process.
  const rows: [keyof typeof ways, Cut, string][] = [
    ["destroy", "^C", beforeTheDisable],
    ["removed from the program", "cli", beforeTheDisable],
    ["region change", "provider", beforeTheDisable],
    ["removed from the program", "^C", inTheWait],
    ["region change", "^C", inTheWait],
    ["destroy", "cli", inTheWait],
    ["destroy", "^C", inTheWait],
    ["destroy --target", "^C", inTheWait],
    ["destroy --target", "cli", beforeTheDisable],
  ];
  test.each(share(rows))("(%s) by %s at %s is given back by up with the same ids", async (way, cut, at) => {
    await windows(backend, 86_400);
    const run = ways[way]();
    const { output } = await cutOff(project, at, cut, () =>
      project.start(...run, "--yes", "--skip-preview", "--stack", project.stack),
    );
    if (cut === "^C") expect(output).toMatch(/cancelled.*nothing (was deleted|is lost)/);
    const between = await held(backend);
    expect(between.certificates).toEqual(before.certificates);
    expect(between.packages).toEqual(before.packages);
    expect(between.application).toMatchObject({
      SecretKey: before.application.SecretKey,
      Status: at === inTheWait ? "Disabling" : "Normal",
    });
    await backend.endWindow(id);
    await windows(backend, 0);
    program("singapore");
    expect(await project.up("--refresh")).toMatchObject({ code: 0 });
    expect(await held(backend)).toEqual(before);
  });
});

describe("a file's application with everything on it, of which a destroy is refused or cut off", () => {
  const project = new AppsProject({ stack: "main" });
  const backend = new Console(project.backendFile);
  beforeAll(() => {
    project.write("secret", "0123456789abcdef\n");
    project.write(
      "apps/support.yaml",
      `application: support\nproducts: [chat, call]\nregion: singapore\ndeletionProtection: false\ntags: { cost: "1" }\nadmins: [bot]\nsubscriptions: [{ product: call, edition: free-trial }]\ncertificates: [{ name: push, platform: ${platform.replace('"0123456789abcdef"', "file:../secret")} }]\n`,
    );
    project.done("up", "--yes");
  });
  afterAll(() => project.remove());

  test.each<[string, (isSo: boolean) => Promise<unknown>, string]>([
    [
      "protected behind the file's back",
      (DeletionProtection) => backend.call(ModifyApplication, { SdkAppId: id, DeletionProtection }),
      "OperationDenied.ApplicationProtected",
    ],
    [
      "a paid Chat edition",
      (isPaid) =>
        backend.admin(SimulateApplication, {
          SdkAppId: id,
          Editions: { chat: isPaid ? "pro" : "free-trial" },
        }),
      "UnauthorizedOperation.PaidEditionContactSupport",
    ],
  ])("where it may not be deleted (%s), nothing is touched", async (_, make, code) => {
    await make(true);
    const before = await held(backend);
    const { stderr, ...run } = project.command("destroy", "--yes");
    expect(run.code).toBe(1);
    expect(stderr).toContain(`support (${id}) may not be deleted: `);
    expect(stderr).toContain(code);
    expect(stderr).toContain("Nothing was changed");
    expect(await held(backend)).toEqual(before);
    await make(false);
  });

  const cuts: [Cut, string][] = [
    ["^C", inTheWait],
    ["cli", beforeTheDisable],
  ];
  test.each(share(cuts, 2))("by %s at %s, is given back by up with the same ids", async (cut, at) => {
    const before = await held(backend);
    await windows(backend, 86_400);
    const { output } = await cutOff(project, at, cut, () =>
      spawn(process.execPath, [command, "destroy", "--yes"], {
        cwd: project.folder,
        env: project.variables,
        detached: true,
        stdio: ["ignore", "pipe", "pipe"],
      }),
    );
    if (cut === "^C") expect(output).toContain("nothing was deleted");
    await backend.endWindow(id);
    await windows(backend, 0);
    project.done("up", "--yes");
    expect(await held(backend)).toEqual(before);
  });
});
