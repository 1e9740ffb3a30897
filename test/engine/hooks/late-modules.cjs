/**
 * Loaded into every process of a test's project with NODE_OPTIONS. Pulumi's SDK loads the TypeScript compiler and
 * npm's dependency tree as it starts, and uses them only to serialize functions, which no test here does; and tracing
 * and the Automation API, which hardly a program uses. They are most of the processor time of a start, and a run of the
 * CLI starts three. So they are loaded when first used.
 * Stacks keep the lines of the compiled files: the SDK looks at one per resource, and reading the maps for it takes as
 * long as the resource.
 */
const Module = require("node:module");

const late = new Set([
  "typescript",
  "@npmcli/arborist",
  "./automation",
  "js-yaml",
  "semver",
  "fdir",
  "normalize-package-data",
  ...["resources", "sdk-trace-base", "sdk-trace-node", "exporter-zipkin"].map(
    (name) => `@opentelemetry/${name}`,
  ),
  ...["instrumentation", "instrumentation-grpc"].map((name) => `@opentelemetry/${name}`),
]);
const load = Module._load;
Module._load = function (request, parent, isMain) {
  if (request.startsWith("source-map-support")) return { install: () => {} };
  const isFromSdk = /[\\/]@pulumi[\\/]pulumi[\\/]/.test(parent?.filename ?? "");
  if (!isFromSdk || !late.has(request)) return load.call(this, request, parent, isMain);
  let loaded;
  const real = () => {
    loaded ??= load.call(this, request, parent, isMain);
    return loaded;
  };
  return new Proxy(
    {},
    {
      // What imports it as `* as name` copies every property of a module without this mark, and so would load it.
      get: (_, key) => (key === "__esModule" ? true : key === "default" ? real() : real()[key]),
      set: (_, key, value) => Reflect.set(real(), key, value),
      has: (_, key) => key in real(),
    },
  );
};
