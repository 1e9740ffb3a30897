import { PlayedTencent } from "../backend/cloud/played-tencent";
import { applications, RealProject } from "./real-project";

const uin = "200012345678";
let tencent: PlayedTencent;
let project: RealProject;
beforeEach(async () => {
  tencent = await new PlayedTencent().open();
  for (const [id, one] of applications(3, 20_000_001, "tokyo")) tencent.applications.set(id, one);
  project = new RealProject(tencent, uin, keys());
  project.write("apps.csv", csv());
});
afterEach(async () => {
  await tencent.close();
  project.remove();
});

const keys = () =>
  Object.fromEntries([...tencent.applications].map(([id, { secretKey }]) => [`KEY_${id}`, secretKey]));
const csv = () =>
  [
    "id,region,key,admins",
    ...[...tencent.applications].map(([id, { region }]) => `${id},${region},env:KEY_${id},ops`),
  ].join("\n");
const asked = () => tencent.heard.filter(({ url }) => url.pathname.endsWith("/account_check")).length;

test("from a list to files that preview empty; drift needs a person; keys are nowhere", async () => {
  await project.ends(
    0,
    "account",
    "add",
    "prod",
    "--site",
    "international",
    "--uin",
    uin,
    "--database",
    "file:.tencentrtc/backend.db",
  );
  await project.ends(0, "enrol", "--csv", "apps.csv", "--uin", uin);
  const before = asked();
  await project.ends(0, "import", "--yes");
  const file = project.read("apps/app-20000001.yaml");
  expect(file).toMatch(/adopt: "20000001"\nregion: tokyo\nadmins:\n {2}- userId: ops\n {4}adopt: true/);
  expect(file).not.toMatch(/name:|products:|tags:/);
  expect(JSON.parse((await project.ends(0, "preview", "--json")).stdout).stacks[0].changes).toEqual([]);
  expect(asked()).toBe(before);
  const first = tencent.applications.get(20_000_001);
  const second = tencent.applications.get(20_000_002);
  if (!first || !second) throw new Error("they are played");
  tencent.applications.set(20_000_001, { ...first, admins: ["administrator"], users: ["ops"] });
  tencent.applications.set(20_000_002, { ...second, instead: 60016 });
  project.write("apps/app-20000002.yaml", `${project.read("apps/app-20000002.yaml")}enabled: true\n`);
  await project.ends(0, "up", "--yes");
  const drift = JSON.parse((await project.ends(2, "drift", "--json")).stdout);
  expect(drift.stacks[0].drift).toEqual([
    expect.objectContaining({ id: "20000001/ops", what: "isAdmin", declared: true, actual: false }),
    expect.objectContaining({ sdkAppId: "20000002", what: "enabled", declared: true, actual: false }),
  ]);
  const done = await project.ends(3, "up", "--yes", "--json");
  expect(JSON.parse(done.stdout).stacks[0].notices).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ kind: "person", name: "app-20000002" }),
      expect.objectContaining({ kind: "person", name: "app-20000001/ops" }),
    ]),
  );
  const written = [project.stateText(), JSON.stringify(drift), done.stdout, done.stderr].join("\n");
  for (const { secretKey } of tencent.applications.values()) expect(written).not.toContain(secretKey);
  expect(tencent.mutations).toEqual([]);
});
