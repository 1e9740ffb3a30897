import { EnrolledProject } from "./real-project";

const ours = "https://example.com/calls?token=s3cr3t";
const theirs = "https://elsewhere.example/calls";
const [start, end] = ["Call.CallbackAfterStartCall", "Call.CallbackAfterEndCall"];
const ended = "Room.CallbackAfterMemberLeave";

let project: EnrolledProject;
beforeEach(async () => {
  project = await EnrolledProject.open({ CALLS: ours });
});
afterEach(() => project.close());

const played = () => project.tencent.webhooks;
const at = (product: "call" | "conference") => played().at(project.sdkAppId, product);
const put = (product: "call" | "conference", Url: string, Events: string[]) =>
  played().put(project.sdkAppId, product, { Url, Events });
const stackIn = ({ stdout }: { readonly stdout: string }) => JSON.parse(stdout).stacks[0];

test("webhooks of a file: made by up, changed behind the back, drift by field, mended; what was adopted stays", async () => {
  put("conference", theirs, [ended]);
  await project.ends(0, "import", "--yes");
  const file = `apps/app-${project.sdkAppId}.yaml`;
  const imported = project.read(file);
  expect(imported).toContain(`
webhooks:
  - product: conference
    url: ${theirs}
    events:
      - ${ended}
    adopt: true
`);
  expect(stackIn(await project.ends(0, "preview", "--json")).changes).toEqual([]);
  project.write(
    file,
    imported.replace(
      "webhooks:\n",
      `webhooks:\n  - { product: call, url: "env:CALLS", events: [${start}, ${end}] }\n`,
    ),
  );
  await project.ends(0, "up", "--yes");
  expect(at("call")).toEqual({ Url: ours, Events: [end, start] });
  expect(stackIn(await project.ends(0, "preview", "--json")).changes).toEqual([]);

  const { applications } = JSON.parse((await project.ends(0, "applications", "--json")).stdout);
  expect(applications[0].webhooks).toMatchObject([
    { product: "call", address: "https://example.com/calls", events: [end, start] },
    { product: "conference", address: theirs, events: [ended] },
  ]);

  put("call", theirs, [end]);
  const drift = await project.ends(2, "drift", "--json");
  const how = expect.stringMatching(/^proven by get_callback of call_config at tokyo: 0, .+/);
  expect(stackIn(drift).drift).toEqual([
    expect.objectContaining({ kind: "Webhook", what: "events", declared: [end, start], actual: [end], how }),
    expect.objectContaining({ kind: "Webhook", what: "url", how }),
  ]);
  await project.ends(0, "up", "--yes");
  expect(at("call")).toEqual({ Url: ours, Events: [end, start] });
  expect(stackIn(await project.ends(0, "preview", "--json")).changes).toEqual([]);

  await project.ends(0, "destroy", "--yes");
  expect([at("call"), at("conference")]).toEqual([undefined, { Url: theirs, Events: [ended] }]);
  const { sdkAppId } = project;
  expect(played().done).toEqual([`set ${sdkAppId}/call`, `set ${sdkAppId}/call`, `delete ${sdkAppId}/call`]);
  expect(drift.stdout + drift.stderr + project.stateText()).not.toContain("s3cr3t");
});

test("webhooks of a program: made by up, changed behind the back, mended; what was adopted stays", async () => {
  put("conference", theirs, [ended]);
  const stack = await project.stackOfProgram();
  try {
    stack.program(`
      const app = new rtc.Application("app", { adopt: "${project.sdkAppId}", region: "tokyo" });
      new rtc.Webhook("calls", { application: app, product: "call", url: "${ours}", events: ["${end}"] });
      new rtc.Webhook("meetings", {
        application: app, product: "conference", url: "${ours}", events: ["${ended}"], adopt: true,
      });
    `);
    await stack.ends(stack.up());
    expect(at("call")).toEqual({ Url: ours, Events: [end] });
    expect(at("conference")).toEqual({ Url: ours, Events: [ended] });
    await stack.ends(stack.preview("--refresh", "--expect-no-changes"));
    put("call", theirs, [start ?? ""]);
    expect(await stack.ends(stack.preview("--refresh"))).toContain("1 to update");
    await stack.ends(stack.up("--refresh"));
    expect(at("call")).toEqual({ Url: ours, Events: [end] });
    await stack.ends(stack.preview("--refresh", "--expect-no-changes"));
    expect(stack.stateText()).not.toContain("s3cr3t");
    await stack.ends(stack.destroy());
    expect([at("call"), at("conference")]).toEqual([undefined, { Url: ours, Events: [ended] }]);
  } finally {
    stack.remove();
  }
});
