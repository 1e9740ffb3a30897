import { EnrolledProject } from "./real-project";

let project: EnrolledProject;
beforeEach(async () => {
  project = await EnrolledProject.open();
});
afterEach(() => project.close());

const changesIn = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout).stacks[0].changes;
const held = () => project.tencent.tags.of(project.sdkAppId);
const put = (tags: Record<string, string>) => project.tencent.tags.put(project.sdkAppId, tags);

test("tags of a file: made by up, changed behind the back, drift, mended; those of others stay", async () => {
  put({ theirs: "1" });
  await project.ends(0, "import", "--yes");
  const file = `apps/app-${project.sdkAppId}.yaml`;
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

  project.tencent.tags.services = [];
  declare("tags:\n  team: c\n");
  const unsupported = JSON.parse((await project.ends(3, "up", "--yes", "--json")).stdout);
  const people = unsupported.stacks[0].notices.filter(({ kind }: { kind: string }) => kind === "person");
  expect(people).toEqual([
    expect.objectContaining({ text: expect.stringContaining('field "TAG", value {"team":"c"}') }),
  ]);
  project.tencent.tags.services = ["im", "trtc"];
  await project.ends(0, "up", "--yes");
  await project.ends(0, "destroy", "--yes");
  expect(held()).toMatchObject({ theirs: "1" });
});

test("tags of a program: made by up, changed behind the back, mended; a Tag goes with its declaration", async () => {
  put({ theirs: "1" });
  const stack = await project.stackOfProgram();
  try {
    stack.program(`
      const app = new rtc.Application("app", { adopt: "${project.sdkAppId}", region: "tokyo", tags: { team: "a" } });
      new rtc.Tag("cost", { application: app, key: "cost", value: "1" });
    `);
    await stack.ends(stack.up());
    expect(held()).toEqual({ theirs: "1", team: "a", cost: "1" });
    await stack.ends(stack.preview("--refresh", "--expect-no-changes"));
    put({ theirs: "1", team: "b", cost: "2" });
    expect(await stack.ends(stack.preview("--refresh"))).toContain("2 to update");
    await stack.ends(stack.up("--refresh"));
    expect(held()).toEqual({ theirs: "1", team: "a", cost: "1" });
    await stack.ends(stack.preview("--refresh", "--expect-no-changes"));
    await stack.ends(stack.destroy());
    expect(held()).toEqual({ theirs: "1", team: "a" });
  } finally {
    stack.remove();
  }
});
