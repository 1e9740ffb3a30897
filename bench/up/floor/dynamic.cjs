// @ts-check
// The no-op dynamic provider: the handlers that `__provider` names, as `pulumi-tencentrtc/dynamic` has them.
"use strict";
const answers = require("./answers.cjs");
const { handlerName, recordedKinds } = require("./kinds.cjs");

/** @typedef {Record<string, unknown>} Bag */

module.exports = Object.fromEntries(
  Object.entries(recordedKinds()).map(([name, kind]) => [
    handlerName(name),
    {
      check: async (/** @type {Bag} */ _olds, /** @type {Bag} */ news) => ({
        inputs: answers.check(kind, news),
      }),
      create: async (/** @type {Bag} */ inputs) => answers.create(kind, inputs),
    },
  ]),
);
