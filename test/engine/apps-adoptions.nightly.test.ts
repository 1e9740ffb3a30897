import { CreateAdminAccount, CreateApplication } from "../../backend/api";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";

describe("what import says to programs, and of adoptions", () => {
  const project = new AppsProject();
  const backend = new Console(project.backendFile);
  let ids: number[];
  const json = (...args: string[]) => {
    const { code, stdout } = project.command(...args, "--json");
    return { code, ...JSON.parse(stdout) };
  };
  afterAll(() => project.remove());

  test("where there is no management backend there is nothing to import, and that is an error", () => {
    const message = expect.stringMatching(
      /^there is no management backend at .*\/backend\.db, and so nothing to import\. .* --endpoint https:/,
    );
    expect(json("import", "--yes")).toEqual({ code: 1, errors: [message] });
    expect(project.has(".tencentrtc/backend.db")).toBe(false);
  });

  test("files that could not be taken over are told together with why", async () => {
    project.write("apps/kept.yaml", "application: kept\nproducts: [chat]\nregion: china\n");
    project.done("up", "--yes");
    const made = [];
    for (const Name of ["one", "two"]) {
      made.push(await backend.call(CreateApplication, { Name, Region: "tokyo", Products: ["chat"] }));
    }
    ids = made.map(({ SdkAppId }) => SdkAppId);
    await backend.call(CreateAdminAccount, { SdkAppId: ids[0] ?? 0, UserId: "ops" });
    project.write("apps/other.yaml", "application: other\nproducts: [chat]\nregion: china\n");
    expect(json("import", "--yes")).toEqual({
      code: 1,
      stack: "main",
      account: "default",
      environment: "main",
      files: ["apps/one.yaml", "apps/two.yaml"],
      certificates: [],
      webhooks: [],
      changes: [],
      notices: [],
      errors: [expect.stringContaining("the files are written, but other changes wait as well")],
    });
  });

  test("what is taken over is shown as that, with its SDKAppID", () => {
    const [one, two] = ids;
    expect(project.command("preview").stdout).toBe(
      [
        "main: 1 to create, 3 to adopt",
        `  ← Application one (adopt ${one})`,
        "  ← AdminAccount one/ops (adopt)",
        "  + Application other",
        `  ← Application two (adopt ${two})`,
        "Adoption changes:",
        `  one: Application ${one} is taken over as it is`,
        `  two: Application ${two} is taken over as it is`,
        "",
      ].join("\n"),
    );
    expect(project.command("preview", "--format", "markdown").stdout).toContain(
      `| 🤝 adopt | Application one (adopt ${one}) | | | |`,
    );
    const [{ changes }] = json("preview").stacks;
    expect(changes).toContainEqual(
      expect.objectContaining({ change: "adopt", kind: "Application", name: "one", id: String(one) }),
    );
    const { stderr } = project.done("up", "--yes");
    expect(stderr).toContain("Application one adopted\n");
    expect(stderr).toContain("Application other created\n");
  });

  test("what import took over stands in its result", async () => {
    const three = await backend.call(CreateApplication, {
      Name: "three",
      Region: "tokyo",
      Products: ["chat"],
    });
    expect(json("import", "--yes")).toMatchObject({
      code: 0,
      files: ["apps/three.yaml"],
      changes: [{ change: "adopt", kind: "Application", name: "three", id: String(three.SdkAppId) }],
      errors: [],
    });
  });
});
