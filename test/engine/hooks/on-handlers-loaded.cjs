const Module = require("node:module");

/** Calls `then` once with what `require("pulumi-tencentrtc/dynamic")` gives, before anybody else gets it. */
exports.onHandlersLoaded = (then) => {
  const load = Module._load;
  let done = false;
  Module._load = function (name, ...rest) {
    const loaded = load.call(this, name, ...rest);
    if (name === "pulumi-tencentrtc/dynamic" && !done) {
      done = true;
      then(loaded);
    }
    return loaded;
  };
};
