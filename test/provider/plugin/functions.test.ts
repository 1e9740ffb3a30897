import type { Bag } from "../../../ground/bag";
import { functions } from "../../../provider/functions";
import { Backend } from "../backend";
import { forms } from "../push-certificate/forms";
import { Served } from "./served";

let backend: Backend;
let served: Served;
let application: string;
beforeAll(async () => {
  backend = await Backend.open();
  served = await Served.start(backend);
  ({ id: application } = await served.made("Application", "app", {
    products: ["chat", "call"],
    region: "singapore",
    tags: { team: "a" },
  }));
  await served.made("PushCertificate", "push", { application, platform: forms.huawei });
  await served.made("Subscription", "trial", { application, product: "call", edition: "free-trial" });
  const events = ["Call.CallbackAfterEndCall"];
  const url = "https://example.com/planted?key=planted";
  await served.made("Webhook", "hook", { application, product: "call", url, events });
});
afterAll(async () => {
  await served.close();
  await backend.close();
});

/** What a function answers in part, and which of its properties are secret. */
interface Row {
  readonly args: () => Bag;
  readonly answer: () => Bag;
  readonly secrets: readonly string[];
}
const rows: Readonly<Record<string, Row>> = {
  getApplication: {
    args: () => ({ id: application }),
    answer: () => ({
      name: "app",
      status: "Normal",
      owner: "::dev::shop::::app",
      tags: { team: "a" },
      secretKey: expect.stringMatching(/^[0-9a-f]{64}$/),
    }),
    secrets: ["secretKey"],
  },
  getApplications: {
    args: () => ({ tags: { team: "a" } }),
    answer: () => ({
      ids: [application],
      applications: [expect.not.objectContaining({ secretKey: expect.anything() })],
    }),
    secrets: [],
  },
  getPushCertificates: {
    args: () => ({ application, vendor: "huawei" }),
    answer: () => ({
      certificates: [expect.objectContaining({ vendor: "huawei", owner: "::dev::shop::::push" })],
    }),
    secrets: [],
  },
  getSubscription: {
    args: () => ({ application, product: "call" }),
    answer: () => ({ id: `${application}/call`, edition: "free-trial", status: "InUse", months: 0 }),
    secrets: [],
  },
  getWebhook: {
    args: () => ({ application, product: "call" }),
    answer: () => ({ url: expect.stringContaining("?key=planted"), address: "https://example.com/planted" }),
    secrets: ["url"],
  },
};

test("every function has a row here", () => {
  expect(Object.keys(rows).sort()).toEqual(functions.map(({ name }) => name).sort());
});

test.each(Object.entries(rows))("%s answers, and marks what is secret", async (name, row) => {
  const { bag, secrets } = await served.invoke(name, row.args());
  expect(bag).toMatchObject(row.answer());
  expect(Object.fromEntries(secrets)).toEqual(Object.fromEntries(row.secrets.map((one) => [one, true])));
  expect(JSON.stringify(bag)).not.toContain(forms.huawei.appSecret);
});
