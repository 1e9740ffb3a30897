/** The console page: what a person in a web console does, over the same service as every other door. */
export { consolePages } from "./pages";
export { root as consoleRoot } from "./paths";
export type { Ask, Asker } from "./visit";
