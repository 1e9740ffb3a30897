// @ts-check
// The classes of the no-op dynamic provider; `__provider` is as long as ours.
"use strict";
const { classesOf } = require("./classes.cjs");
const { handlerName } = require("./kinds.cjs");

module.exports = classesOf(
  (kind) => `pulumi-nodejs:dynamic/tencentrtc:${kind}`,
  (kind) => ({ __provider: `exports.handler=()=>require("pulumi-noop-floor/dynamic").${handlerName(kind)}` }),
);
