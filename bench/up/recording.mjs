// @ts-check
// What our provider makes of one resource of each kind, so that the floors serve the same properties.
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { isDeepStrictEqual } from "node:util";
import { hiddenInputs, openHandlers, propertiesOfKinds } from "../handlers.mjs";

/** @typedef {import("../handlers.mjs").Bag} Bag */
/** @typedef {import("./floor/kinds.cjs").RecordedKind} RecordedKind */

/** @param {Bag} after @param {Bag} before */
const added = (after, before) =>
  Object.fromEntries(Object.entries(after).filter(([key, value]) => !isDeepStrictEqual(before[key], value)));

/**
 * @param {import("./graph.mjs").Node[]} graph
 * @param {readonly string[]} [only] the kinds to record; every kind unless told
 * @returns {Promise<Record<string, RecordedKind>>}
 */
export async function record(graph, only) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-bench-"));
  try {
    const handlers = await openHandlers(path.join(folder, "backend.db"));
    /** @type {Record<string, RecordedKind>} */
    const recorded = {};
    let application = "";
    for (const properties of propertiesOfKinds()) {
      if (only && !only.includes(properties.name)) continue;
      const node = graph.find(({ kind }) => kind === properties.name);
      // The graph is of the kinds that a program has by the hundred.
      if (!node) continue;
      const handler = handlers[node.kind];
      const args = {
        ...node.args,
        ...(node.application && { application }),
        ...hiddenInputs(node.kind, node.name),
      };
      const { inputs, failures } = await handler.check({}, args);
      if (failures.length > 0) throw new Error(`${node.name}: ${JSON.stringify(failures)}`);
      const { id, outs } = await handler.create({ ...inputs, __provider: args.__provider });
      if (node.kind === "Application") application = id;
      recorded[node.kind] = {
        ...properties,
        defaults: added(inputs, args),
        results: added(outs, { ...inputs, ...args }),
      };
    }
    return recorded;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}
