// @ts-check
// What happens outside Pulumi: a person in a console, and the operator of the simulated account. Both go where the
// provider goes, with its own client, as compiled into dist/.
import { createRequire } from "node:module";
import { folder } from "./example.mjs";

/** Not `require`, of which the compiler would ask the types that an earlier build has left. */
const load = createRequire(import.meta.url);

/**
 * @typedef {import("./backend.mjs").Backend} Backend
 * @typedef {{ call: (action: unknown, request: object) => Promise<unknown> }} Client
 */

/**
 * @template T
 * @param {Backend} backend
 * @param {"console" | "admin"} actor
 * @param {(client: Client) => Promise<T>} work
 */
async function asActor({ endpoint, credentials }, actor, work) {
  const { Client } = load("../../dist/provider/client/client");
  const { connect } = load("../../dist/provider/client/endpoint");
  const client = new Client(
    await connect(endpoint, folder, { credentials, actor }),
    new AbortController().signal,
  );
  try {
    return await work(client);
  } finally {
    await client.close();
  }
}

/**
 * Edits an application as somebody in the console would, behind the provider's back.
 * @param {Backend} backend
 * @param {number} sdkAppId
 * @returns {Promise<{ field: string, value: string }>} what was changed
 */
export async function changeInConsole(backend, sdkAppId) {
  const { ModifyApplication } = load("../../dist/backend/api");
  const value = "changed_in_the_console";
  await asActor(backend, "console", (client) =>
    client.call(ModifyApplication, { SdkAppId: sdkAppId, Description: value }),
  );
  return { field: "description", value };
}

/** Sets how long disabling and deleting take, minutes in earnest. @param {Backend} backend */
export async function setWindows(backend, /** @type {number} */ seconds) {
  if (!backend.isMade()) return;
  const { ModifySettings } = load("../../dist/backend/api");
  const windows = { WindowSecondsMin: seconds, WindowSecondsMax: seconds };
  await asActor(backend, "admin", (client) => client.call(ModifySettings, windows));
}

/** The SDKAppIDs that the backend still holds. @param {Backend} backend @returns {Promise<number[]>} */
export async function remainingApplications(backend) {
  if (!backend.isMade()) return [];
  const { everyApplication } = load("../../dist/provider/client/every-application");
  /** @type {{ SdkAppId: number }[]} */
  const applications = await asActor(backend, "console", everyApplication);
  return applications.map(({ SdkAppId }) => SdkAppId);
}
