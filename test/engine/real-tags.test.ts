import { PlayedTencent } from "../backend/cloud/played-tencent";
import { Project } from "./project";
import { applications, RealProject } from "./real-project";

const uin = "200012345678";
const sdkAppId = 20_000_001;
const adopt = String(sdkAppId);
const pair = { TENCENTRTC_CLOUD_SECRET_ID: "AKIDPLAYED", TENCENTRTC_CLOUD_SECRET_KEY: "SKPLAYED" };

let tencent: PlayedTencent;
let project: RealProject;
beforeEach(async () => {
  tencent = await new PlayedTencent().open();
  for (const [id, one] of applications(1, sdkAppId, "tokyo")) tencent.applications.set(id, one);
  const { TENCENTRTC_CLOUD_SECRET_ID: secretId, TENCENTRTC_CLOUD_SECRET_KEY: secretKey } = pair;
  tencent.accounts = [{ uin, secretId, secretKey, sdkAppIds: [sdkAppId] }];
  project = new RealProject(tencent, uin, {
    KEY: tencent.applications.get(sdkAppId)?.secretKey ?? "",
    ...pair,
  });
  project.write("apps.csv", `id,region,key,admins\n${adopt},tokyo,env:KEY,ops`);
  const account = ["--site", "international", "--uin", uin, "--database", "file:.tencentrtc/backend.db"];
  await project.ends(0, "account", "add", "prod", ...account);
  await project.ends(0, "enrol", "--csv", "apps.csv");
});
afterEach(async () => {
  await tencent.close();
  project.remove();
});

const changesIn = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout).stacks[0].changes;
const held = () => tencent.tags.of(sdkAppId);
const put = (tags: Record<string, string>) => tencent.tags.put(sdkAppId, tags);

test("tags of a file: made by up, changed behind the back, drift, mended; those of others stay", async () => {
  put({ theirs: "1" });
  await project.ends(0, "import", "--yes");
  const file = `apps/app-${adopt}.yaml`;
  expect(project.read(file)).toMatch(/tags:\n {2}theirs: "1"/);
  const declare = (tags: string) =>
    project.write(file, project.read(file).replace(/tags:\n( {2}.*\n)+/, tags));
  declare("tags:\n  team: a\n");
  await project.ends(0, "up", "--yes");
  expect(held()).toMatchObject({ team: "a" });
  expect(changesIn(await project.ends(0, "preview", "--json"))).toEqual([]);

  put({ theirs: "1", team: "b" });
  const drift = JSON.parse((await project.ends(2, "drift", "--json")).stdout);
  expect(drift.stacks[0].drift).toEqual([
    expect.objectContaining({
      ...{ kind: "Application", declared: "a", actual: "b" },
      how: expect.stringMatching(/^proven by DescribeResourceTagsByResourceIds of im, /),
    }),
  ]);
  await project.ends(0, "up", "--yes");
  expect(held()).toEqual({ theirs: "1", team: "a" });

  tencent.tags.services = [];
  declare("tags:\n  team: c\n");
  const unsupported = JSON.parse((await project.ends(3, "up", "--yes", "--json")).stdout);
  const people = unsupported.stacks[0].notices.filter(({ kind }: { kind: string }) => kind === "person");
  expect(people).toEqual([
    expect.objectContaining({ text: expect.stringContaining('field "TAG", value {"team":"c"}') }),
  ]);
  tencent.tags.services = ["im", "trtc"];
  await project.ends(0, "up", "--yes");
  await project.ends(0, "destroy", "--yes");
  expect(held()).toMatchObject({ theirs: "1" });
});

test("tags of a program: made by up, changed behind the back, mended; a Tag goes with its declaration", async () => {
  put({ theirs: "1" });
  const stack = new Project();
  Object.assign(stack.env, pair, tencent.environment(), {
    TENCENTRTC_ENDPOINT: `file:${project.backendFile}`,
    TENCENTRTC_UIN: uin,
  });
  const ends = async (run: ReturnType<Project["up"]>) => {
    const { code, output } = await run;
    expect({ code, output }).toMatchObject({ code: 0 });
    return output;
  };
  try {
    await stack.init();
    stack.program(`
      const app = new rtc.Application("app", { adopt: "${adopt}", region: "tokyo", tags: { team: "a" } });
      new rtc.Tag("cost", { application: app, key: "cost", value: "1" });
    `);
    await ends(stack.up());
    expect(held()).toEqual({ theirs: "1", team: "a", cost: "1" });
    await ends(stack.preview("--refresh", "--expect-no-changes"));
    put({ theirs: "1", team: "b", cost: "2" });
    expect(await ends(stack.preview("--refresh"))).toContain("2 to update");
    await ends(stack.up("--refresh"));
    expect(held()).toEqual({ theirs: "1", team: "a", cost: "1" });
    await ends(stack.preview("--refresh", "--expect-no-changes"));
    await ends(stack.destroy());
    expect(held()).toEqual({ theirs: "1", team: "a" });
  } finally {
    stack.remove();
  }
});
