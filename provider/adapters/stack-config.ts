import { readFileSync, statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../../ground/errors";
import { credential, type Line, textOf } from "../../ground/one-line";
import { credentialKeys, namespace, noReferences } from "../lifecycle/settings";

/** The text under a key of stack config, such as `tencentrtc:endpoint`. */
export type Config = (key: string) => string | undefined;

/** Bytes of the longest file that is taken for a part of a key pair. */
const limit = 64 * 1024;

/**
 * Stack config whose key pair may stand elsewhere: `env:NAME`, or `file:path` from the project's root. The engine keeps
 * what config says from one `up` to the next, and what it names is read in every run.
 *
 * @throws UserError, when such a key is asked for, that says why what it names can't be had.
 */
export function dereferenced(config: Config, root: string, environment: NodeJS.ProcessEnv): Config {
  return (key) => {
    const text = config(key);
    if (text === undefined || !isOfKeyPair(key) || environment[noReferences]) return text;
    const [, place, name = ""] = /^(env|file):(.+)$/s.exec(text) ?? [];
    if (place === undefined) return text;
    const line = place === "env" ? inVariable(environment[name]) : inFile(resolve(root, name));
    if ("text" in line) return line.text;
    throw new UserError(
      `the provider's settings can't be used:\n  ${key} names ${text}, which ${line.fault}`,
    );
  };
}

const isOfKeyPair = (key: string): boolean => credentialKeys.some((name) => key === `${namespace}${name}`);

const inVariable = (text: string | undefined): Line =>
  text === undefined ? { fault: "isn't set" } : credential(text);

function inFile(path: string): Line {
  try {
    if (statSync(path).size > limit) return { fault: "is too long for one line" };
    const text = textOf(readFileSync(path));
    return text === undefined ? { fault: "is no text in UTF-8 or UTF-16" } : credential(text);
  } catch (error) {
    return { fault: `can't be read (${Object(error).code ?? error})` };
  }
}
