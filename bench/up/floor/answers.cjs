// @ts-check
// What both floors answer: what our provider answered once for that kind, at once and for every resource.
"use strict";

/** The embedded backend's first SDKAppID, so that ids are as long as ours. */
let nextApplication = 1999000001;

/**
 * @param {import("./kinds.cjs").RecordedKind} kind
 * @param {Record<string, unknown>} inputs
 */
function create({ name, results }, inputs) {
  if (name !== "Application") {
    return { id: `${inputs.application}/${inputs.userId ?? inputs.key}`, outs: { ...inputs, ...results } };
  }
  const sdkAppId = nextApplication++;
  return { id: String(sdkAppId), outs: { ...inputs, ...results, sdkAppId } };
}

/**
 * @param {import("./kinds.cjs").RecordedKind} kind
 * @param {Record<string, unknown>} inputs
 */
const check = ({ defaults }, inputs) => ({ ...inputs, ...defaults });

module.exports = { check, create };
