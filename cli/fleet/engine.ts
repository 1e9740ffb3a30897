/**
 * The engine on files, loaded by who runs it: Pulumi's SDK takes half a second to load. By `require`, as everything
 * that is loaded late: a native `import()` goes past loaders that stand in for node_modules, such as that of Yarn.
 */
export const engine = (): typeof import("../../apps/engine") => require("../../apps/engine");
