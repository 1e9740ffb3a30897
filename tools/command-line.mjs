// @ts-check
// What every tool here shares at its edge: a user's error has no stack, a programming error keeps it.
import fs from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { suggestion } from "./suggestion.mjs";

/** The repository's root folder. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), "..");

/** As `engines` in package.json has it. */
const OLDEST_NODE = 20;

/** An error of the user's world: its message says what went wrong, why, and what to do next. */
export class UserError extends Error {}

/** A command line that means nothing: exit code 2, so that a script can tell it from a failure. */
export class UsageError extends UserError {}

/**
 * `parseArgs`, with a word about what was meant.
 * @template {import("node:util").ParseArgsConfig} Config
 * @param {Config} config
 * @param {string[]} [words] positional words that mean something, for suggestions
 * @returns {ReturnType<typeof parseArgs<Config>>}
 */
export function parseCommandLine(config, words = []) {
  const { options = {}, allowPositionals = false } = config;
  const { tokens } = parseArgs({ options, strict: false, tokens: true });
  const known = [...Object.keys(options).map((name) => `--${name}`), ...words];
  for (const token of tokens) {
    if (token.kind === "option" && !Object.hasOwn(options, token.name))
      throw new UsageError(
        `There is no option ${token.rawName}.${suggestion(token.rawName, known)} See --help.`,
      );
    if (token.kind === "positional" && !allowPositionals)
      throw new UsageError(
        `"${token.value}" means nothing here.${suggestion(token.value, known)} See --help.`,
      );
  }
  return parseArgs(config);
}

/** Progress goes to stderr, so that stdout carries only what a script asked for. @param {string} line */
export const log = (line) => void process.stderr.write(`${line}\n`);

/**
 * Runs a tool when its file is the one node was started with (importing it does nothing).
 * @param {string} moduleUrl `import.meta.url` of the tool
 * @param {() => Promise<number | void>} main resolves with the exit code, 0 when it resolves with nothing
 */
export async function runAsTool(moduleUrl, main) {
  if (!process.argv[1] || !fs.existsSync(process.argv[1])) return;
  // Real paths: a checkout may be reached through a link.
  if (fs.realpathSync(process.argv[1]) !== fileURLToPath(moduleUrl)) return;
  try {
    const [major] = process.versions.node.split(".");
    if (Number(major) < OLDEST_NODE) {
      throw new UserError(`Node ${OLDEST_NODE} or newer is needed; this is ${process.version}.`);
    }
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    const badArgument =
      error instanceof Error && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS");
    if (error instanceof UserError) log(error.message);
    else if (badArgument) log(`${error.message}\nSee --help.`);
    else throw error;
    process.exitCode = badArgument || error instanceof UsageError ? 2 : 1;
  }
}
