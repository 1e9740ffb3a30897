// @ts-check
// Tencent Cloud as it is played: a server of this process, whose simulated account has two applications that were made in
// the console years ago. A person's console acts on them beside it.
import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import path from "node:path";

/** Not `require`, of which the compiler would ask the types that an earlier build has left. */
const load = createRequire(import.meta.url);

/** Days since they were made. */
const age = 1_100;
const region = "singapore";
/** An admin of each beside `administrator`. */
export const admin = "ops_admin";

/**
 * @typedef {{ name: string, sdkAppId: number, secretKey: string }} PlayedApplication
 * @typedef {(action: { name: string }, request: object) => Promise<any>} Console
 * @typedef {object} Played
 * @property {string} url
 * @property {string} uin of the account
 * @property {PlayedApplication[]} applications
 * @property {Record<string, string>} environment what leads a process here, with a key pair of the account
 * @property {(sdkAppId: number, isAdmin: boolean) => Promise<void>} setAdmin a person adds or removes the admin
 * @property {(sdkAppId: number, isEnabled: boolean) => Promise<void>} setEnabled a person enables or disables it
 * @property {(sdkAppId: number, key: string, value: string) => Promise<void>} setTag a person sets a tag
 * @property {(sdkAppId: number, url: string) => Promise<void>} setWebhook a program sets the webhook of Call
 * @property {(sdkAppId: number) => Promise<boolean>} hasWebhook whether Call has one
 * @property {() => Promise<void>} close
 */

/** @param {string} folder for its database @returns {Promise<Played>} */
export async function playTencent(folder) {
  const { default: pino } = await import("pino");
  const api = load("../../../dist/backend/api");
  const service = load("../../../dist/backend/service");
  const { startServer } = load("../../../dist/backend/http");
  const { openStore } = load("../../../dist/backend/store");
  const { version } = load("../../../dist/cli/release");

  const store = await openStore({ file: path.join(folder, "tencent.db"), create: true });
  // Disabling and enabling take minutes in earnest.
  const account = await service.addAccount(store, { name: "tencent", windowSeconds: 0, now: Date.now() });
  /** @param {() => Date} now @returns {Console} */
  const consoleAt = (now) => {
    const { call } = service.createService(store, { now });
    return (action, request) =>
      call(action, request, { uin: account.uin, actor: { kind: "console" }, requestId: randomUUID() });
  };
  const applications = await madeAt(
    consoleAt(() => new Date(Date.now() - age * 86_400_000)),
    api,
  );
  const server = await startServer({
    store,
    address: { host: "127.0.0.1", port: 0 },
    log: pino({ level: "silent" }),
    version,
  });
  const today = consoleAt(() => new Date());
  const webhookOf = async (/** @type {number} */ SdkAppId) => {
    const { Entries } = await today(api.DescribeWebhooks, { Webhooks: [{ SdkAppId, Product: "call" }] });
    return Entries[0].Webhook;
  };
  // What only runs while a package or a trial does.
  for (const { sdkAppId: SdkAppId } of applications)
    await today(api.ClaimTrial, { SdkAppId, Product: "call" });
  return {
    url: server.url,
    uin: account.uin,
    applications,
    environment: {
      TENCENTRTC_CLOUD_ENDPOINT: server.url,
      TENCENTRTC_CLOUD_CHAT_ENDPOINTS: `${region}=${server.url}/chat/${region}`,
      TENCENTRTC_CLOUD_SECRET_ID: account.secretId,
      TENCENTRTC_CLOUD_SECRET_KEY: account.secretKey,
    },
    setAdmin: (SdkAppId, isAdmin) =>
      today(isAdmin ? api.CreateAdminAccount : api.DeleteAdminAccount, { SdkAppId, UserId: admin }),
    setEnabled: (SdkAppId, isEnabled) =>
      today(isEnabled ? api.EnableApplication : api.DisableApplication, { SdkAppId }),
    setTag: (SdkAppId, TagKey, TagValue) =>
      today(api.ModifyResourceTags, {
        Resource: api.applicationResource(account.uin, SdkAppId),
        ReplaceTags: [{ TagKey, TagValue }],
      }),
    async setWebhook(SdkAppId, Url) {
      const { Revision, Events } = await webhookOf(SdkAppId);
      await today(api.SetWebhook, { SdkAppId, Product: "call", Url, Events, Revision });
    },
    hasWebhook: async (SdkAppId) => (await webhookOf(SdkAppId)) !== undefined,
    async close() {
      await server.stop();
      await store.close();
    },
  };
}

/** @param {Console} console @param {any} api @returns {Promise<PlayedApplication[]>} */
async function madeAt(console, api) {
  const made = [];
  for (const name of ["support", "shop"]) {
    const { SdkAppId } = await console(api.CreateApplication, {
      Name: name,
      Region: region,
      Products: ["chat", "call"],
    });
    await console(api.CreateAdminAccount, { SdkAppId, UserId: admin });
    const { Entries } = await console(api.DescribeApplications, { SdkAppIds: [SdkAppId], WithSecrets: true });
    made.push({ name, sdkAppId: SdkAppId, secretKey: Entries[0].Application.SecretKey });
  }
  return made;
}
