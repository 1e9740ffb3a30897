/**
 * Loaded into the provider's process with NODE_OPTIONS. Breaks it by an error that nobody catches once the backend has
 * answered one call: CRASH_AT="CreateAdminAccount". The error's message has the application's key.
 */
const { resolve } = require("node:path");
const { onHandlersLoaded } = require("./on-handlers-loaded.cjs");

onHandlersLoaded(() => {
  const { InProcessTransport } = require(resolve(__dirname, "../../../dist/provider/client/in-process.js"));
  const call = InProcessTransport.prototype.call;
  let key = "";
  InProcessTransport.prototype.call = async function (wanted, request, options) {
    const answer = await call.call(this, wanted, request, options);
    key = /"SecretKey":"(\w+)"/.exec(JSON.stringify(answer ?? {}))?.[1] ?? key;
    if (wanted.name === process.env.CRASH_AT) setImmediate(() => JSON.parse(`key ${key}`));
    return answer;
  };
});
