import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { z } from "zod";
import { SetWebhook, type WebhookProduct, webhookFamilies, webhookProducts } from "../../../backend/api";
import { childBundle } from "../child-bundle";
import type { Work } from "./child";
import { RealBackend, sdkAppId, uin } from "./real-backend";

const run = promisify(execFile);
const bundle = childBundle(join(__dirname, "child.ts"));
const Outcome = z.object({ made: z.array(z.object({ Outcome: z.string() })), refused: z.array(z.string()) });

let real: RealBackend;
beforeEach(async () => {
  real = await RealBackend.open();
  // Other processes have the clock of this machine.
  real.backend.now = Date.now();
  await real.enrol();
});
afterEach(() => real.close());

const wanted = (Product: WebhookProduct, by: string) => ({
  SdkAppId: sdkAppId,
  Product,
  Url: `https://${by}.example/`,
  Events: Object.keys(webhookFamilies[Product].events).slice(0, 1),
  Owner: `urn:pulumi:${by}::project::tencentrtc:index:Webhook::hook`,
});

/** Sets a webhook by another process on the same database. @returns what it came to: "Made", or the code of a refusal */
async function elsewhere(product: WebhookProduct, by: string): Promise<string> {
  const { location, environment } = real.backend.database;
  const work: Work = { times: 1, uin, webhook: wanted(product, by) };
  const env = { ...process.env, ...environment, ...real.tencent.environment() };
  const { stdout } = await run(process.execPath, [bundle, JSON.stringify(location), JSON.stringify(work)], {
    env,
  });
  const { made, refused } = Outcome.parse(JSON.parse(stdout));
  return made[0]?.Outcome ?? refused[0] ?? "nothing";
}

const sets = () => real.tencent.heard.filter(({ url }) => url.pathname.endsWith("set_callback"));

test.each(webhookProducts)(
  "while one process sets a webhook of %s, another is told to wait, and then that somebody was faster",
  async (product) => {
    const told: string[] = [];
    real.tencent.meanwhile = async ({ pathname }) => {
      if (pathname.endsWith("set_callback")) told.push(await elsewhere(product, "second"));
    };
    const first = await real.call(SetWebhook, wanted(product, "first"));
    expect([first.Outcome, ...told]).toEqual(["Made", "ResourceUnavailable"]);
    expect(await elsewhere(product, "second")).toBe("ResourceInUse.Webhook");
    expect(await elsewhere(product, "first")).toBe("Same");
    expect(real.tencent.webhooks.at(sdkAppId, product)?.Url).toBe("https://first.example/");
    expect(sets()).toHaveLength(1);
  },
);

test.each(webhookProducts)("of four processes at once one alone sets a webhook of %s", async (product) => {
  const names = ["a", "b", "c", "d"];
  const outcomes = await Promise.all(names.map((by) => elsewhere(product, by)));
  expect(outcomes.filter((outcome) => outcome === "Made")).toHaveLength(1);
  for (const outcome of outcomes) {
    expect(["Made", "ResourceUnavailable", "ResourceInUse.Webhook"]).toContain(outcome);
  }
  const winner = names[outcomes.indexOf("Made")];
  expect(real.tencent.webhooks.at(sdkAppId, product)?.Url).toBe(`https://${winner}.example/`);
  expect(sets()).toHaveLength(1);
});
