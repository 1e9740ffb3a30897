import { CreateAdminAccount, DescribeWebhooks, ListPushCertificates } from "../../backend/api";
import { unheld } from "../../cli/reports/unheld";
import { Client } from "../../provider/client/client";
import { everyApplication } from "../../provider/client/every-application";
import { kinds } from "../../provider/resources";
import { Backend, immediate } from "../provider/backend";
import {
  adminAccount,
  application,
  idOf,
  pushCertificate,
  subscription,
  tag,
  webhook,
} from "../provider/engine/declarations";
import type { MiniEngine } from "../provider/mini-engine";
import { forms } from "../provider/push-certificate/forms";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open({ ...immediate, TrialsPerAccount: 1_000, ApplicationsPerAccount: 1_000 });
});
afterEach(() => backend.close());

const child = { application: idOf("app") };
const app = application("app", { products: ["chat", "call"], tags: { team: "a" } });
const whole = [
  app,
  adminAccount("ops", { ...child, userId: "ops" }),
  pushCertificate("push", { ...child, platform: forms.huawei }),
  subscription("plan", child),
  tag("cost", { ...child, key: "cost centre", value: "4711" }),
  webhook("hook", child, { dependsOn: ["plan"] }),
];

/** What `doctor --stacks` lists, sorted, by what it is. */
async function listed(
  engine: MiniEngine,
  { project = "shop", stack = engine.stack } = {},
): Promise<string[]> {
  // The backend's clock is behind: another service would find trials ended.
  const client = new Client(backend.transport(), new AbortController().signal);
  const { Uin: uin, Identity: identity } = await client.account();
  const resources = [...engine.state.values()].map((one) => ({ ...one, urn: "", application: "" }));
  const kept = { uin, identity, applications: await everyApplication(client) };
  const findings = await unheld(client, kept, { project, states: [{ stack, resources }] });
  await client.close();
  return findings.map(({ what }) => /^\w+ [^\s:]+/.exec(what)?.[0] ?? what).sort();
}

/** What is there of one application, beside itself and what every application has. */
async function there(id: string): Promise<string[]> {
  const record = await backend.application(id);
  const { PushCertificates } = await backend.call(ListPushCertificates, { SdkAppId: Number(id) });
  const Webhooks = [{ SdkAppId: Number(id), Product: "call" as const }];
  const [hook] = (await backend.call(DescribeWebhooks, { Webhooks })).Entries;
  return [
    ...(record?.AdminAccounts ?? []).map(({ UserId }) => `AdminAccount ${id}/${UserId}`),
    ...PushCertificates.map(({ CertificateId }) => `PushCertificate ${id}/${CertificateId}`),
    // One whose declaration has ended lapses by itself, claimed by nobody.
    ...((await backend.subscription(id))?.Owner ? [`Subscription ${id}/call`] : []),
    ...(hook?.Outcome === "Found" ? [`Webhook ${id}/call`] : []),
    ...Object.keys(await backend.tags(id)).map((key) => `Tag ${id}/${encodeURIComponent(key)}`),
  ].filter((name) => !name.endsWith("/administrator") && !name.endsWith("/team"));
}

test("of a run that was killed anywhere, and whose program was edited before the next: all that stays and is in no state", async () => {
  const found = new Set<string>();
  for (let killAfterCall = 1; ; killAfterCall += 1) {
    const engine = backend.engine();
    const run = await engine.up(whole, { trouble: { killAfterCall } });
    if (!run.killed) break;
    expect(await engine.up([app])).toMatchObject({ faults: [] });
    const names = await listed(engine);
    expect(names).toEqual((await there(engine.resource("app").id)).sort());
    for (const name of names) found.add(name.split(" ")[0] ?? "");
    await engine.destroy();
  }
  expect([...found].sort()).toEqual(
    kinds.flatMap(({ name }) => (name === "Application" ? [] : [name])).sort(),
  );
});

test("of a state that was lost, or a stack: the application; of another project's nothing, and nothing of what all states hold", async () => {
  const engine = backend.engine();
  await engine.up(whole);
  expect(await listed(engine)).toEqual([]);
  const { id } = engine.resource("app");
  engine.state = new Map();
  expect(await listed(engine)).toEqual([`Application ${id}`]);
  expect(await listed(engine, { stack: "another" })).toEqual([`Application ${id}`]);
  expect(await listed(engine, { project: "another" })).toEqual([]);
});

test("not what people made in a console", async () => {
  const engine = backend.engine();
  await engine.up([app]);
  const { id } = engine.resource("app");
  await backend.call(CreateAdminAccount, { SdkAppId: Number(id), UserId: "ops" });
  await backend.retag(Number(id), { ReplaceTags: [{ TagKey: "owner", TagValue: "somebody" }] });
  expect(await listed(engine)).toEqual([]);
});
