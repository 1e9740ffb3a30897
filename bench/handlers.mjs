// @ts-check
// The built provider in this process, over an embedded backend of its own.
import { createRequire } from "node:module";
import path from "node:path";
import { root } from "../tools/command-line.mjs";

const require = createRequire(import.meta.url);
/** @param {string} module below dist/ @returns {any} */
export const built = (module) => require(path.join(root, "dist", module));

/** Of every project here, and so of every declaration. */
export const project = "shop";
export const stack = "dev";

/** @typedef {Record<string, unknown>} Bag */
/**
 * @typedef {{
 *   check: (olds: Bag, news: Bag) => Promise<{ inputs: Bag, failures: { property: string, reason: string }[] }>,
 *   diff: (id: string, olds: Bag, news: Bag) => Promise<{ changes: boolean }>,
 *   create: (inputs: Bag) => Promise<{ id: string, outs: Bag }>,
 *   read: (id: string, state: Bag) => Promise<{ id: string }>,
 *   delete: (id: string, state: Bag) => Promise<void>,
 *   configure: (request: { config: { get: (key: string) => string | undefined } }) => Promise<void>,
 * }} Handler what Pulumi's dynamic provider calls for one kind
 * @typedef {{ name: string, inputs: string[], outputs: string[], secrets: string[] }} Properties
 */

/**
 * The handlers of every kind, as the dynamic provider gets them.
 *
 * @param {string} database
 * @returns {Promise<Record<import("./up/graph.mjs").KindName, Handler>>}
 */
export async function openHandlers(database) {
  const { makeHandlers } = built("provider/adapters/handlers.js");
  const { kinds } = built("provider/resources");
  const handlerOf = makeHandlers(built("provider/lifecycle/run/reporter.js").silent);
  /** @type {any} */
  const handlers = Object.fromEntries(kinds.map((/** @type {any} */ kind) => [kind.name, handlerOf(kind)]));
  const endpoint = `file:${database}`;
  const get = (/** @type {string} */ key) => (key === "tencentrtc:endpoint" ? endpoint : undefined);
  await Promise.all(
    kinds.map((/** @type {any} */ { name }) => handlers[name].configure({ config: { get } })),
  );
  return handlers;
}

/** The properties of every kind, from the same table that makes the classes. @returns {Properties[]} */
export function propertiesOfKinds() {
  const { kinds } = built("provider/resources");
  const { metaOf } = built("provider/lifecycle/properties/meta.js");
  return kinds.map((/** @type {any} */ { name, inputs, outputs }) => ({
    name,
    inputs: Object.keys(inputs.shape).filter((key) => !key.startsWith("__")),
    outputs: Object.keys(outputs.shape),
    secrets: Object.entries({ ...inputs.shape, ...outputs.shape })
      .filter(([, schema]) => metaOf(schema).secret)
      .map(([key]) => key),
  }));
}

/**
 * The check of every kind by its rules alone, answering the failures.
 *
 * @returns {{ kind: string, check: (inputs: Bag) => unknown[] }[]}
 */
export function checkOf() {
  const { kinds } = built("provider/resources");
  const { check } = built("provider/lifecycle/check.js");
  const declaration = { organization: "organization", stack, project, parents: "", name: "one" };
  const { readSettings } = built("provider/lifecycle/settings.js");
  const settings = readSettings(() => undefined, {});
  return kinds.map((/** @type {any} */ kind) => ({
    kind: kind.name,
    check: (/** @type {Bag} */ inputs) => {
      const news = { ...inputs, ...hiddenInputs(kind.name, "one") };
      return check(kind, news, { olds: undefined, settings, declaration }).failures;
    },
  }));
}

/** The hidden inputs that the classes add for a resource at the top of a stack. @param {string} kind @param {string} name */
export function hiddenInputs(kind, name) {
  const handler = kind.charAt(0).toLowerCase() + kind.slice(1);
  return {
    __declaration: `organization::${stack}::${project}::::${name}`,
    __provider: `exports.handler=()=>require("pulumi-tencentrtc/dynamic").${handler}`,
  };
}

/**
 * Changes the settings of an embedded backend, which is made if it isn't there.
 *
 * @param {string} database
 * @param {Record<string, unknown>} settings
 */
export async function changeSettings(database, settings) {
  const { openStore, embeddedUin } = built("backend/store");
  const { createService } = built("backend/service");
  const store = await openStore({ file: database, create: true });
  try {
    const context = { uin: embeddedUin, actor: { kind: "admin" }, requestId: "bench" };
    await createService(store).answer("ModifySettings", settings, context);
  } finally {
    await store.close();
  }
}
