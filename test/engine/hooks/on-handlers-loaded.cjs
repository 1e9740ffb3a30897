const Module = require("node:module");

/** The plugin's own process loads its service late; that of Pulumi's dynamic provider loads the handlers by name. */
const isProvider = (name, parent) =>
  name === "pulumi-tencentrtc/dynamic" ||
  (name === "./service" && /[\\/]adapters[\\/]plugin[\\/]server\.js$/.test(parent?.filename ?? ""));

/** Calls `then` once with what the process of a provider loads to serve resources, before anybody else gets it. */
exports.onHandlersLoaded = (then) => {
  const load = Module._load;
  let done = false;
  Module._load = function (name, parent, ...rest) {
    const loaded = load.call(this, name, parent, ...rest);
    if (isProvider(name, parent) && !done) {
      done = true;
      then(loaded);
    }
    return loaded;
  };
};
