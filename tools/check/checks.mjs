// @ts-check
// The list of checks, the slowest first. `script` is run with node, from the repository's root.

import fs from "node:fs";
import path from "node:path";
import { root } from "../command-line.mjs";
import { whyNoSdks } from "../sdk-generator.mjs";

/**
 * @typedef {{ name: string, script: string, args: string[], fix: string, whyNot?: () => Promise<string | undefined> }} Check
 * `whyNot` says why a check can't be made on this machine, which is no failure.
 */

/** Folders of shipped code; those of later work are checked as soon as they are there. */
const shipped = ["ground", "backend", "certificates", "provider", "sdk/dynamic", "apps", "cli"].filter(
  (name) => fs.existsSync(path.join(root, name)),
);
const biome = "node_modules/@biomejs/biome/bin/biome";
/** One thread: several check the same types again, and other checks run beside. */
const tsc = "node_modules/typescript-native/bin/tsc";

/** @type {Check[]} */
export const checks = [
  {
    name: "types",
    script: tsc,
    args: ["-p", "tsconfig.json", "--singleThreaded"],
    fix: "correct the types; the compiler is not to be silenced with `any`, `as` or `!`.",
  },
  {
    name: "types-of-tools",
    script: tsc,
    args: ["-p", "tools/tsconfig.json", "--singleThreaded"],
    fix: "correct the JSDoc types of the tools.",
  },
  {
    name: "types-of-benchmarks",
    script: tsc,
    args: ["-p", "bench/tsconfig.json", "--singleThreaded"],
    fix: "correct the JSDoc types of the benchmarks.",
  },
  {
    name: "types-of-fuzz",
    script: tsc,
    args: ["-p", "fuzz/tsconfig.json", "--singleThreaded"],
    fix: "correct the JSDoc types of the fuzz.",
  },
  {
    name: "floors",
    script: "node_modules/dependency-cruiser/bin/dependency-cruise.mjs",
    args: ["--config", "tools/check/floors.cjs", ...shipped],
    fix: "move the code to the room it belongs to, so that imports run downwards only; the rooms stand in tools/check/floors.cjs.",
  },
  {
    name: "sizes",
    script: "tools/check/sizes.mjs",
    args: [],
    fix: "a folder that grows past its bound holds more than one thing: give each a folder; the same for a file.",
  },
  {
    name: "dead-code",
    script: "node_modules/knip/bin/knip.js",
    args: ["--no-progress"],
    fix: "delete what nothing uses; an entry that knip can't see goes into knip.json.",
  },
  {
    name: "format-and-lint",
    script: biome,
    args: ["check", "--colors=off", "."],
    fix: "`npx biome check --write .` repairs the format and the safe part of the rest.",
  },
  {
    name: "doc-comments",
    script: "tools/check/doc-comments.mjs",
    args: [],
    fix: "begin the comment with what the thing is, so that it reads well on hover.",
  },
  {
    name: "generated",
    script: "tools/generate.mjs",
    args: ["--check"],
    fix: "`npm run generate`, and commit what it writes.",
  },
  {
    name: "sdks",
    script: "tools/sdks.mjs",
    args: ["--check"],
    fix: "`npm run generate:sdks`, and commit what it writes.",
    whyNot: whyNoSdks,
  },
];
