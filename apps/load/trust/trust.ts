import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Purpose } from "../../format/project";
import type { Reference } from "../../format/secret-reference";
import { destination, isWithin } from "../destination";

/**
 * What files may name. It comes from where a pull request can't write: options and variables of the command. Files
 * themselves may be anybody's.
 */
export interface Trust {
  /** The environment variables that files may take secrets from; undefined for all but those of other purposes. */
  readonly variables: readonly string[] | undefined;
  /** The endpoints and states that files may name; undefined for any. */
  readonly endpoints: readonly string[] | undefined;
  /** Folders outside the repository in which secrets may lie. */
  readonly folders: readonly string[];
  /** Whether Pulumi.yaml may name plugins, which are programs that run. */
  readonly plugins: boolean;
}

/** What is trusted, and where. */
export interface Ground {
  readonly trust: Trust;
  readonly repository: string;
}

/** What the variables of a command trust: everything on a person's machine; in CI what is named, and nothing else. */
export function trustIn(variables: NodeJS.ProcessEnv): Trust {
  const isClosed = !["", "0", "false"].includes((variables.CI ?? "").toLowerCase());
  const listed = (name: string): string[] | undefined => {
    const given = variables[name];
    if (given === undefined) return isClosed ? [] : undefined;
    return given.split(/[\s,]+/).filter((one) => one !== "");
  };
  const endpoints = listed("TENCENTRTC_ALLOW_ENDPOINT");
  return {
    variables: listed("TENCENTRTC_ALLOW_ENV"),
    endpoints: endpoints && [
      ...endpoints,
      variables.TENCENTRTC_ENDPOINT ?? "",
      variables.PULUMI_BACKEND_URL ?? "",
    ],
    folders: (variables.TENCENTRTC_ALLOW_FOLDER ?? "").split(/[\s,]+/).filter((one) => one !== ""),
    plugins: variables.TENCENTRTC_ALLOW_PLUGINS === "true",
  };
}

/** Variables of a known purpose, which serve no other. */
const purposes: Readonly<Record<string, Purpose | "other">> = {
  TENCENTCLOUD_SECRET_ID: "secretId",
  TENCENTCLOUD_SECRET_KEY: "secretKey",
  TENCENTCLOUD_TOKEN: "sessionToken",
  TENCENTRTC_CLOUD_SECRET_ID: "cloudSecretId",
  TENCENTRTC_CLOUD_SECRET_KEY: "cloudSecretKey",
  TENCENTRTC_CLOUD_TOKEN: "cloudSessionToken",
  PGPASSWORD: "password",
  TENCENTRTC_BACKEND_KEY: "backendKey",
  PULUMI_CONFIG_PASSPHRASE: "other",
  PULUMI_ACCESS_TOKEN: "other",
  AWS_SECRET_ACCESS_KEY: "other",
  AWS_SESSION_TOKEN: "other",
  AZURE_CLIENT_SECRET: "other",
  AZURE_STORAGE_KEY: "other",
  GOOGLE_CREDENTIALS: "other",
  GITHUB_TOKEN: "other",
  GH_TOKEN: "other",
  GITLAB_TOKEN: "other",
  CI_JOB_TOKEN: "other",
  ACTIONS_RUNTIME_TOKEN: "other",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "other",
  NPM_TOKEN: "other",
  NODE_AUTH_TOKEN: "other",
};

/** Why a secret isn't sent as what a file calls it; what follows that name. */
export function whyNotSent(
  secret: string,
  purpose: Purpose,
  variables: NodeJS.ProcessEnv,
): string | undefined {
  const another = Object.keys(purposes).find(
    (name) => purposes[name] !== purpose && variables[name]?.trim() === secret,
  );
  if (another !== undefined) return `what ${another} holds: a secret of another purpose isn't sent as that`;
  const isClosed = trustIn(variables).variables !== undefined;
  return (purpose === "secretId" || purpose === "cloudSecretId") && isClosed && !secret.startsWith("AKID")
    ? "what doesn't begin with AKID, as ids of key pairs do: in CI nothing else is sent in their place, which is in clear"
    : undefined;
}

/** Why a file may not take a secret from where it says; what follows the name of the property. */
export function whyUntrusted(
  reference: Reference,
  folder: string,
  purpose: Purpose | undefined,
  { trust, repository }: Ground,
): string | undefined {
  if (reference.from === "config") return undefined;
  if (reference.from === "file") {
    const target = destination(resolve(folder, reference.path));
    return [repository, ...trust.folders].some((one) => isWithin(target, one))
      ? undefined
      : "leads out of the repository: a folder outside in which secrets lie is named by --allow-folder";
  }
  const { name } = reference;
  const known = Object.hasOwn(purposes, name) ? purposes[name] : undefined;
  if (known !== undefined && known !== purpose) return `names ${name}, which is a secret of another purpose`;
  if (trust.variables === undefined) return undefined;
  if (!trust.variables.includes(name))
    return `names ${name}, which isn't allowed here: in CI files take secrets from variables that --allow-env or TENCENTRTC_ALLOW_ENV names`;
  return (purpose === "sessionToken" || purpose === "cloudSessionToken") && !/TOKEN/i.test(name)
    ? `names ${name}, which by its name is no token: it would be sent in clear`
    : undefined;
}

/**
 * Why a stack's settings may not take others from environments of Pulumi ESC, which set endpoints and variables: by name
 * those that are allowed as variables are, never what is written out in the file.
 */
export function whyUntrustedEnvironment(named: unknown, { trust }: Ground): string | undefined {
  const { variables } = trust;
  if (variables === undefined) return undefined;
  const names: readonly unknown[] = Array.isArray(named) ? named : [named];
  return names.every((name) => typeof name === "string" && variables.includes(name))
    ? undefined
    : "brings settings and variables from elsewhere: in CI files name environments that --allow-env or TENCENTRTC_ALLOW_ENV names";
}

/** Why a file may not name an endpoint, or where states lie. */
export function whyUntrustedEndpoint(
  endpoint: string,
  root: string,
  { trust, repository }: Ground,
): string | undefined {
  const { endpoints } = trust;
  if (endpoints === undefined || endpoints.some((one) => one !== "" && normal(one) === normal(endpoint)))
    return undefined;
  const file = fileOf(endpoint);
  if (file !== undefined && isWithin(destination(resolve(root, file)), repository)) return undefined;
  return "isn't allowed here: in CI files name endpoints that --allow-endpoint or TENCENTRTC_ALLOW_ENDPOINT names";
}

const normal = (endpoint: string): string =>
  (URL.canParse(endpoint) ? new URL(endpoint).href : endpoint).replace(/\/+$/, "");

function fileOf(endpoint: string): string | undefined {
  if (!endpoint.startsWith("file:")) return undefined;
  try {
    return endpoint.startsWith("file://") ? fileURLToPath(endpoint) : endpoint.slice("file:".length);
  } catch {
    return undefined;
  }
}
