import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { z } from "zod";
import { ApiError } from "../../backend/api";
import { explain, UserError } from "../../ground/errors";
import { BackendUnavailable } from "../client/errors";
import type { DeclarationParts } from "../lifecycle/run/declaration";
import { credentialKeys, environmentOf, namespace } from "../lifecycle/settings";
import type { Config } from "./stack-config";

/**
 * A refresh and a destroy run no program, and the engine configures the provider for them as the last `up` did: what
 * has been changed in stack config since is not in what it passes.
 */

/** What says where a backend is and who asks there. */
const placeKeys = ["endpoint", "serviceEndpoints", ...credentialKeys];

const wayOut =
  "add --run-program, or run an `up` without a refresh first (`pulumi up`, `tencentrtc up --no-refresh`)";

/** Whether the key pair itself is refused; neither its rights nor this machine's clock. */
const isRefusedPair = (error: unknown): boolean =>
  error instanceof ApiError &&
  ["SecretIdNotFound", "SignatureFailure", "TokenFailure", "InvalidSecretId"].some(
    (code) => error.code === `AuthFailure.${code}`,
  );

const isOutOfReach = (error: unknown): boolean =>
  error instanceof BackendUnavailable && (error.reason === "unusable" || error.reason === "missing");

/** What may stand anew in the environment, by what went wrong. */
function keysFor(error: unknown, environment: NodeJS.ProcessEnv): readonly string[] {
  const isThere = (key: string): boolean => Boolean(environment[environmentOf[key] ?? ""]);
  const pair = isThere("secretId") && isThere("secretKey") ? credentialKeys : [];
  if (isRefusedPair(error)) return pair;
  return isOutOfReach(error) && isThere("endpoint") ? ["endpoint", ...pair] : [];
}

/**
 * Stack config without what the environment may know better, after config of the last `up` has failed. An endpoint of
 * the environment leads to no other backend's resources: their state names theirs.
 *
 * @returns undefined where the environment offers nothing else.
 */
export function underEnvironment(
  config: Config,
  environment: NodeJS.ProcessEnv,
  error: unknown,
): Config | undefined {
  const left = keysFor(error, environment).map((key) => `${namespace}${key}`);
  if (left.every((key) => config(key) === undefined)) return undefined;
  return (key) => (left.includes(key) ? undefined : config(key));
}

/** What config of the last `up` has to do with an error; undefined where it has nothing to. */
function hintFor(error: unknown, config: Config): string | undefined {
  if (error instanceof Error && error.cause !== undefined) {
    const inner = hintFor(error.cause, config);
    if (inner !== undefined) return inner;
  }
  const asked = isRefusedPair(error)
    ? credentialKeys
    : isOutOfReach(error)
      ? ["endpoint", "serviceEndpoints"]
      : [];
  const [first, ...others] = asked
    .map((key) => `${namespace}${key}`)
    .filter((key) => config(key) !== undefined);
  if (first === undefined) return undefined;
  const named = [first, ...others].join(", ");
  const instead = isRefusedPair(error)
    ? "; or set TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY, which are tried where config's pair is refused"
    : first === `${namespace}endpoint`
      ? "; or set TENCENTRTC_ENDPOINT, which is tried where config's endpoint gives no answer"
      : "";
  return `A refresh and a destroy use the config of the last \`up\`. Where ${named} ${others.length > 0 ? "have" : "has"} changed since, ${wayOut}${instead}`;
}

/** The error with what the config of the last `up` has to do with it; the same error where that is nothing. */
export function withHint(error: unknown, config: Config): unknown {
  const hint = hintFor(error, config);
  return hint === undefined ? error : new UserError(`${explain(error)}. ${hint}`, { cause: error });
}

const Project = z.looseObject({
  name: z.string(),
  stackConfigDir: z.string().optional(),
  config: z.unknown().optional(),
});
const Stack = z.looseObject({
  config: z.record(z.string(), z.unknown()).optional(),
  environment: z.unknown().optional(),
});

/**
 * What of the stack's file is no longer what the last `up` had, as far as both can be read: of secrets nothing is known.
 *
 * @returns what to say of it; undefined where nothing is to be said.
 */
export function changedSince(
  config: Config,
  root: string,
  { project, stack }: DeclarationParts,
): string | undefined {
  const basics = yamlIn(root, "Pulumi", Project);
  if (basics?.value.name !== project) return undefined;
  // `config` was the word for it before, and has a folder then.
  const { stackConfigDir, config: projectConfig, name } = basics.value;
  const folder = stackConfigDir ?? (typeof projectConfig === "string" ? projectConfig : "");
  const file = yamlIn(resolve(root, folder), `Pulumi.${stack}`, Stack);
  if (name === "" || file === undefined) return undefined;
  const { config: now = {}, environment } = file.value;
  // What the file lacks may come from elsewhere.
  const isWhole =
    environment === undefined && (projectConfig === undefined || typeof projectConfig === "string");
  const changed = placeKeys
    .map((key) => `${namespace}${key}`)
    .filter((key) =>
      now[key] === undefined ? isWhole && config(key) !== undefined : differs(now[key], config(key)),
    );
  if (changed.length === 0) return undefined;
  return `${changed.join(", ")} in ${file.name} ${changed.length > 1 ? "are" : "is"} not what the last \`up\` had, and a refresh or a destroy uses what that had. To use what is there now, ${wayOut}`;
}

function differs(now: unknown, before: string | undefined): boolean {
  if (JSON.stringify(now).includes('"secure":')) return false;
  if (typeof now !== "object") return String(now) !== before;
  try {
    return before === undefined || !isDeepStrictEqual(now, JSON.parse(before));
  } catch {
    return true;
  }
}

/** What can't be read is told of by the engine, which reads it too. */
function yamlIn<T>(
  folder: string,
  base: string,
  schema: z.ZodType<T>,
): { readonly name: string; readonly value: T } | undefined {
  const name = ["yaml", "yml", "json"]
    .map((ending) => `${base}.${ending}`)
    .find((file) => existsSync(join(folder, file)));
  if (name === undefined) return undefined;
  try {
    const { data } = schema.safeParse(parse(readFileSync(join(folder, name), "utf8")));
    return data === undefined ? undefined : { name, value: data };
  } catch {
    return undefined;
  }
}
