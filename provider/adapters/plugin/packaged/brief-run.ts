import { setFlagsFromString } from "node:v8";

/** The majors of V8 in Node 20 to 24; another one may not know the flags, and complains on stderr. */
const known = ["11", "12", "13"];

const flags = [
  // Bytes of bytecode that a function runs through before the optimising compiler takes it, sixteen times as many as usual: what is
  // compiled in some seconds is hardly used any more.
  `--interrupt-budget=${16 * 66 * 1024}`,
  // A small heap is collected as fast by one thread as by four.
  "--no-parallel-scavenge",
];

/** What of Node a plugin needs sooner or later. Node has it compiled, which V8 takes only as long as no flag is changed. */
const modulesOfNode = [
  "child_process",
  "cluster",
  "crypto",
  "dns",
  "fs/promises",
  "http2",
  "module",
  "perf_hooks",
  "timers/promises",
  "vm",
  "worker_threads",
];

/**
 * Prepares V8 for a run of some seconds beside an engine and a program, which need the processors as much: its threads
 * that compile and collect took a third of a plugin's time. Before that it loads what Node brings compiled.
 */
export function prepareForBriefRun(): void {
  const [major = ""] = process.versions.v8.split(".");
  if (!known.includes(major)) return;
  for (const name of modulesOfNode) require(`node:${name}`);
  for (const flag of flags) setFlagsFromString(flag);
}
