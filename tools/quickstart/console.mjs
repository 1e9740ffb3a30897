// @ts-check
// What happens outside Pulumi: a person in a console, and the operator of the simulated account. Both use the
// management backend's own service, as compiled into dist/.
import { randomUUID } from "node:crypto";
import fs from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);

/**
 * @template T
 * @param {string} file the embedded backend's database
 * @param {"console" | "admin"} kind
 * @param {(call: (action: string, request: object) => Promise<unknown>) => Promise<T>} work
 */
async function asActor(file, kind, work) {
  const { createService } = require("../../dist/backend/service");
  const { embeddedUin, openStore } = require("../../dist/backend/store");
  const store = await openStore({ file, create: false });
  try {
    const service = createService(store);
    const context = () => ({ uin: embeddedUin, actor: { kind }, requestId: randomUUID() });
    return await work((action, request) => service.answer(action, request, context()));
  } finally {
    await store.close();
  }
}

/**
 * Edits an application as somebody in the console would, behind the provider's back.
 * @param {string} file
 * @param {number} sdkAppId
 * @returns {Promise<{ field: string, value: string }>} what was changed
 */
export async function changeInConsole(file, sdkAppId) {
  const value = "changed_in_the_console";
  await asActor(file, "console", (call) =>
    call("ModifyApplication", { SdkAppId: sdkAppId, Description: value }),
  );
  return { field: "description", value };
}

/** Sets how long disabling and deleting take, minutes in earnest. @param {string} file */
export async function setWindows(file, /** @type {number} */ seconds) {
  if (!fs.existsSync(file)) return;
  const windows = { WindowSecondsMin: seconds, WindowSecondsMax: seconds };
  await asActor(file, "admin", (call) => call("ModifySettings", windows));
}

/** The SDKAppIDs that the backend still holds. @param {string} file @returns {Promise<number[]>} */
export async function remainingApplications(file) {
  if (!fs.existsSync(file)) return [];
  const answer = await asActor(file, "console", (call) => call("ListApplications", {}));
  const { Applications } = /** @type {{ Applications: { SdkAppId: number }[] }} */ (answer);
  return Applications.map(({ SdkAppId }) => SdkAppId);
}
