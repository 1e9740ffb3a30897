// @ts-check
// `tencentrtc verify` of many applications, against what the rate of Tencent's API alone takes: the calls at 100 a
// second and the slowest of them. The server plays Tencent.
import channel from "node:diagnostics_channel";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { measureOf } from "./measure.mjs";
import { ask } from "./server/load.mjs";
import { built, createSome, startServed } from "./server/served.mjs";

/** Calls of `account_check` that may start in a second. */
const perSecond = 100;
/** `administrator`, whom each application has, and another who is none. */
const admins = ["administrator", "ops"];
/** Applications of which one answer tells the keys. */
const page = 100;

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n = 3, resources: applications = 60 }) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-bench-"));
  const served = await startServed(folder);
  try {
    const claims = await claimsOf(served, applications);
    /** @type {import("./measure.mjs").Pair[]} */
    const walls = [];
    /** @type {import("./measure.mjs").Pair[]} */
    const calls = [];
    for (let round = 0; round <= n; round += 1) {
      const before = await checksAnswered(served.url);
      const { wall, slowest } = await verifyAll(served, claims);
      const made = (await checksAnswered(served.url)) - before;
      // The first round warms both sides up and isn't counted.
      if (round === 0) continue;
      walls.push({ subject: wall, floor: ((made - 1) / perSecond) * 1_000 + slowest });
      calls.push({ subject: made, floor: applications * admins.length });
    }
    yield measureOf({
      name: `verify: ${applications} applications, against their calls at ${perSecond} a second and the slowest of them`,
      goal: 1.3,
      unit: "ms",
      pairs: walls,
    });
    yield measureOf({
      name: "verify: calls of account_check, against one for each admin",
      goal: 1,
      unit: "calls",
      pairs: calls,
    });
  } finally {
    await served.end();
    fs.rmSync(folder, { recursive: true });
  }
}

/** What a file would list of new applications. @param {import("./server/served.mjs").Served} served @param {number} count */
async function claimsOf(served, count) {
  const ids = await createSome(served, count);
  /** @type {{ sdkAppId: number, region: string, secretKey: string, admins: string[] }[]} */
  const claims = [];
  for (let from = 0; from < ids.length; from += page) {
    const answer = await ask(
      served.pool,
      served.describe(ids.slice(from, from + page), { WithSecrets: true }),
    );
    for (const { Application } of JSON.parse(answer).Response.Entries) {
      const { SdkAppId, Region, SecretKey } = Application;
      claims.push({ sdkAppId: SdkAppId, region: Region, secretKey: SecretKey, admins });
    }
  }
  return claims;
}

/**
 * As the command does: all at once, each with one call first.
 *
 * @param {import("./server/served.mjs").Served} served
 * @param {Awaited<ReturnType<typeof claimsOf>>} claims
 */
async function verifyAll({ url, key }, claims) {
  const { CloudAccount, Chat, Exchange, endpointsIn } = built("backend/cloud");
  const { verified } = built("cli/claims/verified");
  const endpoints = endpointsIn({
    TENCENTRTC_CLOUD_ENDPOINT: url,
    TENCENTRTC_CLOUD_CHAT_ENDPOINTS: `singapore=${url}/chat/singapore`,
  });
  const exchange = new Exchange({ environment: {} });
  const ways = { endpoints, exchange, now: Date.now };
  const account = new CloudAccount({ ...ways, site: "china", credentials: key, uin: undefined });
  const chat = new Chat(ways);
  const { signal } = new AbortController();
  const slowest = slowestCall();
  const started = performance.now();
  const rows = await Promise.all(
    claims.map((claim) =>
      verified(claim, { chat, account, keyOf: () => ({ text: claim.secretKey }) }, signal),
    ),
  );
  const wall = performance.now() - started;
  await exchange.close();
  const wrong = rows.find(
    ({ owned, key: right, status }) => !owned.value || !right.value || status.value !== "serves",
  );
  if (wrong) throw new Error(`an application wasn't verified: ${JSON.stringify(wrong)}`);
  return { wall, slowest: slowest.end() };
}

/** Watches the HTTP client, which tells when a request begins and when its answer is there. In milliseconds. */
function slowestCall() {
  /** @type {WeakMap<object, number>} */
  const begun = new WeakMap();
  let most = 0;
  /** @param {unknown} message */
  const begin = (message) => void begun.set(requestOf(message), performance.now());
  /** @param {unknown} message */
  const end = (message) => {
    const started = begun.get(requestOf(message));
    if (started !== undefined) most = Math.max(most, performance.now() - started);
  };
  channel.subscribe("undici:client:sendHeaders", begin);
  channel.subscribe("undici:request:trailers", end);
  return {
    end() {
      channel.unsubscribe("undici:client:sendHeaders", begin);
      channel.unsubscribe("undici:request:trailers", end);
      return most;
    },
  };
}

/** @param {unknown} message @returns {object} */
function requestOf(message) {
  if (typeof message === "object" && message && "request" in message) {
    const { request } = message;
    if (typeof request === "object" && request) return request;
  }
  throw new Error("the HTTP client tells no request");
}

/** @param {string} url */
async function checksAnswered(url) {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  const counts = metrics.matchAll(
    /^tencentrtc_requests_total\{action="im_open_login_svc\/account_check".*\} (\d+)$/gm,
  );
  return [...counts].reduce((sum, [, count]) => sum + Number(count), 0);
}
