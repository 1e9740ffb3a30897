/**
 * Loaded into the provider's process with NODE_OPTIONS. Lets every handler's `configure` come half a second late,
 * while the engine's verbs arrive at once, as a slow machine would.
 */
const { setTimeout: pause } = require("node:timers/promises");
const { onHandlersLoaded } = require("./on-handlers-loaded.cjs");

onHandlersLoaded((handlers) => {
  for (const handler of Object.values(handlers)) {
    const { configure } = handler;
    handler.configure = async (request) => {
      await pause(500);
      await configure(request);
    };
  }
});
