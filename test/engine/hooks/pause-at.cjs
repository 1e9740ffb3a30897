/**
 * Loaded into the provider's process with NODE_OPTIONS. Stops it for good at one backend call, so that a test can
 * kill it, or the CLI, exactly there: PAUSE_AT="CreateApplication:after" with PAUSE_FILE to say "it stands now".
 * PAUSE_AT="DescribeApplications:after:DisableApplication" counts only once the last named action was called.
 */
const { existsSync, renameSync, writeFileSync } = require("node:fs");
const { resolve } = require("node:path");
const { onHandlersLoaded } = require("./on-handlers-loaded.cjs");

const [action, moment, first] = (process.env.PAUSE_AT ?? "").split(":");
const marker = process.env.PAUSE_FILE ?? "";

onHandlersLoaded(() => {
  const { InProcessTransport } = require(resolve(__dirname, "../../../dist/provider/client/in-process.js"));
  let isArmed = first === undefined;
  const call = InProcessTransport.prototype.call;
  InProcessTransport.prototype.call = async function (wanted, request, options) {
    const here = isArmed && wanted.name === action && !existsSync(marker);
    isArmed ||= wanted.name === first;
    if (here && moment === "before") await standStill(options.signal);
    const answer = await call.call(this, wanted, request, options);
    if (here && moment === "after") await standStill(options.signal);
    return answer;
  };
});

/** Ends with the call's signal alone, as a request does that nobody answers. */
function standStill(signal) {
  // Whoever sees the marker reads a whole number: half of one, or none, would be another process's.
  writeFileSync(`${marker}.new`, String(process.pid));
  renameSync(`${marker}.new`, marker);
  return new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
}
