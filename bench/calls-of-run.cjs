// @ts-check
// Loaded into every process of a run (`NODE_OPTIONS=--require`): notes each call that a provider makes in process, a
// line with its action, since the engine kills its providers and nothing could be said at their end.
const fs = require("node:fs");
const path = require("node:path");

const file = process.env.TENCENTRTC_BENCH_CALLS;

const isProvider = /[\\/](dynamic-provider([\\/]|$)|pulumi-resource-tencentrtc$)/;

if (file !== undefined && isProvider.test(process.argv[1] ?? "")) {
  const { InProcessTransport } = require(path.join(__dirname, "../dist/provider/client/in-process.js"));
  const { call } = InProcessTransport.prototype;
  /** @this {unknown} @param {{ name: string }} action @param {unknown[]} more */
  InProcessTransport.prototype.call = function noted(action, ...more) {
    fs.appendFileSync(file, `${action.name}\n`);
    return call.call(this, action, ...more);
  };
}
