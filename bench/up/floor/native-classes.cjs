// @ts-check
// The classes of the no-op native provider; the types are about as long as `tencentrtc:index:Application`.
"use strict";
const { classesOf } = require("./classes.cjs");

module.exports = classesOf(
  (kind) => `noop:tencentrtc:${kind}`,
  () => ({}),
);
