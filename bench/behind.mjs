// @ts-check
// What people do in a console to the applications of a fleet, behind its files' back.
import { randomUUID } from "node:crypto";
import { random } from "../examples/fleet/generate.mjs";
import { built } from "./handlers.mjs";

/** @typedef {{ application: string, name: string, what: string, actual: unknown }} Seen a line of the drift report */
/** @typedef {{ SdkAppId: number, Name: string, AdminAccounts: { UserId: string }[] }} Application */
/** @typedef {(action: unknown, request: object) => Promise<any>} Call */

/** Each does one thing, and tells what of it shows; nothing where it can't be done to this application. */
const slips = [rename, describe, retag, disable, deleteAccount, deleteCertificate];

const api = built("backend/api");

/** @param {Call} call @param {Application} application */
async function rename(call, { SdkAppId, Name }) {
  await call(api.ModifyApplication, { SdkAppId, Name: "by_hand" });
  return { application: Name, name: Name, what: "name", actual: "by_hand" };
}

/** @param {Call} call @param {Application} application */
async function describe(call, { SdkAppId, Name }) {
  await call(api.ModifyApplication, { SdkAppId, Description: "by_hand" });
  return { application: Name, name: Name, what: "description", actual: "by_hand" };
}

/** @param {Call} call @param {Application} application */
async function retag(call, { SdkAppId, Name }) {
  const { Uin } = await call(api.DescribeAccount, {});
  await call(api.TagResources, {
    ResourceList: [`qcs::im::uin/${Uin}:sdkappid/${SdkAppId}`],
    Tags: [{ TagKey: "cost_centre", TagValue: "by_hand" }],
  });
  return { application: Name, name: Name, what: "tags.cost_centre", actual: "by_hand" };
}

/** @param {Call} call @param {Application} application */
async function disable(call, { SdkAppId, Name }) {
  await call(api.DisableApplication, { SdkAppId });
  return { application: Name, name: Name, what: "enabled", actual: false };
}

/** @param {Call} call @param {Application} application */
async function deleteAccount(call, { SdkAppId, Name, AdminAccounts }) {
  const found = AdminAccounts.find(({ UserId }) => UserId !== api.defaultAdminAccount);
  if (!found) return undefined;
  await call(api.DeleteAdminAccount, { SdkAppId, UserId: found.UserId });
  return { application: Name, name: `${Name}/${found.UserId}`, what: "", actual: "gone" };
}

/** @param {Call} call @param {Application} application */
async function deleteCertificate(call, { SdkAppId, Name }) {
  const { PushCertificates } = await call(api.ListPushCertificates, { SdkAppId });
  const [found] = PushCertificates;
  if (!found) return undefined;
  await call(api.DeletePushCertificate, { SdkAppId, CertificateId: found.CertificateId });
  return { application: Name, name: `${Name}/${found.Platform.Vendor}`, what: "", actual: "gone" };
}

/**
 * Does something different to each of as many applications, the same each time for a seed.
 *
 * @param {string} file the embedded backend
 * @param {number} count
 * @param {number} seed
 * @returns {Promise<Seen[]>} what a drift report has to list, and nothing else
 */
export async function actBehind(file, count, seed) {
  const next = random(seed);
  return callingAs("console", file, async (call) => {
    /** @type {Application[]} */
    const left = [...(await everyApplication(call))];
    /** @type {Seen[]} */
    const seen = [];
    while (seen.length < count && left.length > 0) {
      const [application] = left.splice(Math.floor(next() * left.length), 1);
      const slip = slips[Math.floor(next() * slips.length)];
      const shown = application && (await slip?.(call, application));
      if (shown) seen.push(shown);
    }
    return seen;
  });
}

/**
 * How long disabling and deleting take from now on.
 *
 * @param {string} file the embedded backend
 * @param {number} seconds
 */
export const setWindows = (file, seconds) =>
  callingAs("admin", file, (call) =>
    call(api.ModifySettings, { WindowSecondsMin: seconds, WindowSecondsMax: seconds }),
  );

/**
 * @template T
 * @param {"console" | "admin"} kind
 * @param {string} file
 * @param {(call: Call) => Promise<T>} work
 */
async function callingAs(kind, file, work) {
  const { openStore, embeddedUin } = built("backend/store");
  const store = await openStore({ file, create: false });
  const service = built("backend/service").createService(store);
  try {
    return await work((action, request) =>
      service.call(action, request, { uin: embeddedUin, actor: { kind }, requestId: randomUUID() }),
    );
  } finally {
    await store.close();
  }
}

/** @param {Call} call @returns {Promise<Application[]>} */
async function everyApplication(call) {
  const found = [];
  for (;;) {
    const { Applications, TotalCount } = await call(api.ListApplications, { Offset: found.length });
    found.push(...Applications);
    if (found.length >= TotalCount) return found;
  }
}
