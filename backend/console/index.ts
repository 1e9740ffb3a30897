/** The console page: what a person in a web console does, over the same service as every other door. */

export { root as consoleRoot } from "./page/paths";
export { consolePages } from "./pages";
export type { Ask, Asker } from "./session/visit";
