import type forge from "node-forge";

type Forge = typeof forge;

let loaded: Forge | undefined;

/** node-forge takes tens of milliseconds to load, so only the first .p12 of a process loads it. */
export function loadForge(): Forge {
  if (loaded === undefined) {
    const library: Forge = require("node-forge");
    loaded = library;
  }
  return loaded;
}
