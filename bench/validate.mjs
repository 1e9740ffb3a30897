// @ts-check
// The check of a kind's inputs as the classes and the provider run it, without a backend: milliseconds per 1,000
// checks, against as many copies of the same inputs.
import { copy } from "./copy.mjs";
import { checkOf } from "./handlers.mjs";
import { measureOf } from "./measure.mjs";

/** @typedef {import("./handlers.mjs").Bag} Bag */

/**
 * Inputs of each kind: what a program declares on an ordinary day, and what breaks of it when several properties are
 * wrong at once. A kind without an entry stops the benchmark.
 *
 * @type {Record<string, { good: Bag, broken: Bag }>}
 */
const samples = {
  Application: {
    good: {
      name: "support_chat",
      description: "customer_support",
      applicationType: "social",
      products: ["chat", "call"],
      region: "singapore",
      tags: { team: "support", environment: "production" },
    },
    broken: { name: "support chat", product: ["chat"], region: "mars", tags: { "qcs:team": "" } },
  },
  AdminAccount: {
    good: { application: "1400000001", userId: "ops_admin" },
    broken: { application: "support", userID: "@RBT#1" },
  },
  PushCertificate: {
    good: {
      application: "1400000001",
      platform: {
        vendor: "huawei",
        packageName: "com.example.shop",
        appId: "104512345",
        appSecret: "3f9a0c57d1e84b62",
        clickAction: { opens: "web-page", url: "https://example.com/offers" },
      },
    },
    broken: {
      application: "support",
      platform: { vendor: "fcm-v2", packageName: "com.example.shop", appSecret: "" },
    },
  },
  Subscription: {
    good: {
      application: "1400000001",
      product: "chat",
      edition: "pro",
      months: 12,
      autoRenewal: true,
      configuration: { mau: 50_000 },
    },
    broken: { application: "1400000001", product: "chats", edition: "gold", months: 0 },
  },
  Webhook: {
    good: {
      application: "1400000001",
      product: "call",
      url: "https://example.com/tencent/calls",
      events: ["Call.CallbackAfterStartCall", "Call.CallbackAfterEndCall"],
    },
    broken: { application: "1400000001", product: "calls", url: "example.com", events: ["ended"] },
  },
  Tag: {
    good: { application: "1400000001", key: "team", value: "support" },
    broken: { application: "1400000001", key: "project:x", value: "" },
  },
};

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n = 15, resources: checks = 1000 }) {
  for (const { kind, check } of checkOf()) {
    const sample = samples[kind];
    if (!sample) throw new Error(`bench/validate.mjs has no sample of ${kind}: add one to its table`);
    for (const [quality, inputs] of Object.entries(sample)) {
      const isGood = check(inputs).length === 0;
      if (isGood !== (quality === "good")) {
        throw new Error(`the ${quality} sample of ${kind} is none: ${JSON.stringify(check(inputs))}`);
      }
      const pairs = [];
      // The first round warms the code up and isn't counted.
      for (let round = 0; round <= n; round += 1) {
        const subject = timed(checks, () => check(inputs));
        const floor = timed(checks, () => copy(inputs));
        if (round > 0) pairs.push({ subject, floor });
      }
      yield measureOf({
        name: `validate: ${quality} ${kind} against a copy of the inputs`,
        goal: null,
        unit: "ms per 1,000 checks",
        pairs,
      });
    }
  }
}

/** Milliseconds per 1,000. @param {number} times @param {() => unknown} work */
function timed(times, work) {
  const started = performance.now();
  for (let index = 0; index < times; index += 1) work();
  return ((performance.now() - started) * 1000) / times;
}
