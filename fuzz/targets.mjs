// @ts-check
// What can be fuzzed: everything that reads bytes of strangers.

/**
 * @typedef {{ readonly bytes: Buffer, readonly [fact: string]: any }} Base a sound input, and what its reader must know
 * @typedef {{
 *   bases: readonly Base[],
 *   pieces: readonly Buffer[],
 *   read: (input: any) => Promise<string> | string,
 *   close?: () => Promise<void>,
 * }} Opened `pieces` break the format where they are put in; `read` answers in a word what became of an input, and
 * throws where a promise is broken.
 * @typedef {{ about: string, inputs: number, bound: number, load: () => Promise<{ open: () => Promise<Opened> }> }} Target
 * `inputs` if no number is given; `bound` is what one may cost, in seconds of a processor.
 */

/** @type {Readonly<Record<string, Target>>} */
export const targets = {
  p12: {
    about: "push certificates as .p12",
    inputs: 20_000,
    // 2 s of a processor is promised, which is 4 s of one half as fast (`certificates/pkcs12/work-budget`).
    bound: 4,
    load: () => import("./targets/p12.mjs"),
  },
  yaml: {
    about: "files of applications and Pulumi.yaml",
    inputs: 5_000,
    bound: 1,
    load: () => import("./targets/yaml.mjs"),
  },
  files: {
    about: "keys of push vendors (.p8, JSON) and snapshots of a database",
    inputs: 5_000,
    bound: 1,
    load: () => import("./targets/files.mjs"),
  },
  door: {
    about: "bytes sent to a server, signed requests among them",
    inputs: 5_000,
    bound: 1,
    load: () => import("./targets/door.mjs"),
  },
  forms: {
    about: "forms sent to the console page, the one to sign in among them",
    inputs: 2_000,
    bound: 1,
    load: () => import("./targets/forms.mjs"),
  },
};
