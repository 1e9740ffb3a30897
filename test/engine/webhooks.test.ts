import { ClaimTrial, DescribeWebhooks, SetWebhook } from "../../backend/api";
import { AppsProject } from "./apps-project";
import { Console } from "./backend";

const ours = "https://example.com/calls";
const theirs = "https://elsewhere.example/calls";
const event = "Call.CallbackAfterEndCall";
const meeting = "Room.CallbackAfterMemberLeave";

test("webhooks of a simulated account: drift by field, mended by up; one that was set in the console is adopted, and stays", async () => {
  const project = new AppsProject();
  try {
    const backend = new Console(project.backendFile);
    const file = "apps/support.yaml";
    project.write(
      file,
      `application: support
products: [chat, call, conference]
region: singapore
deletionPolicy: retain
subscriptions:
  - { product: call, edition: free-trial }
webhooks:
  - { product: call, url: "${ours}", events: [${event}] }
`,
    );
    project.done("up", "--yes", "--fast");
    const SdkAppId = (await backend.applications())[0]?.SdkAppId ?? 0;
    const at = async (Product: "call" | "conference") => {
      const { Entries } = await backend.call(DescribeWebhooks, { Webhooks: [{ SdkAppId, Product }] });
      return Entries[0]?.Outcome === "Found" ? Entries[0].Webhook : undefined;
    };
    const set = async (Product: "call" | "conference", Events: string[]) =>
      backend.call(SetWebhook, {
        SdkAppId,
        Product,
        Url: theirs,
        Events,
        Revision: (await at(Product))?.Revision,
      });
    expect(project.command("preview", "--json")).toMatchObject({ code: 0 });

    await set("call", ["Call.CallbackAfterStartCall"]);
    const { code, stdout } = project.command("drift", "--json");
    const { drift } = JSON.parse(stdout).stacks[0];
    expect([code, drift]).toMatchObject([
      2,
      [
        { kind: "Webhook", what: "events", declared: [event], by: "console" },
        { kind: "Webhook", what: "url", by: "console" },
      ],
    ]);
    project.done("up", "--yes", "--fast");
    expect(await at("call")).toMatchObject({ Url: ours, Events: [event] });
    expect(project.command("drift")).toMatchObject({ code: 0 });

    await backend.call(ClaimTrial, { SdkAppId, Product: "conference" });
    await set("conference", [meeting]);
    const declared = `  - { product: conference, url: "${ours}", events: [${meeting}]`;
    project.write(file, `${project.read(file)}${declared} }\n`);
    expect(project.command("up", "--yes").stdout).toMatch(/adopt: true/);
    project.write(file, project.read(file).replace(`${declared} }`, `${declared}, adopt: true }`));
    project.done("up", "--yes", "--fast");
    expect(await at("conference")).toMatchObject({ Url: ours });
    project.done("destroy", "--yes");
    expect([await at("call"), await at("conference")]).toMatchObject([undefined, { Url: ours }]);
  } finally {
    project.remove();
  }
});
