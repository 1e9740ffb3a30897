// @ts-check
// What was recorded of our kinds for this run; it lies beside this file once the benchmark has copied the folder.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

/**
 * @typedef {{
 *   name: string,
 *   inputs: string[],
 *   outputs: string[],
 *   secrets: string[],
 *   defaults: Record<string, unknown>,
 *   results: Record<string, unknown>,
 * }} RecordedKind the properties of a kind, what its check adds to the arguments, what its create adds to the inputs
 */

/** @returns {Record<string, RecordedKind>} */
exports.recordedKinds = () => JSON.parse(fs.readFileSync(path.join(__dirname, "kinds.json"), "utf8"));

/** The name under which a kind's handler is exported. @param {string} kind */
exports.handlerName = (kind) => kind.charAt(0).toLowerCase() + kind.slice(1);
