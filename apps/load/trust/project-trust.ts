import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { isBag } from "../../../ground/bag";
import { valueAt } from "../../../ground/json-path";
import { type Account, referencesIn } from "../../format/project";
import { parseReference } from "../../format/secret-reference";
import { destination, isWithin } from "../destination";
import { type Mistake, mistakeOfFile } from "../mistake";
import { whyUnreadable } from "../unreadable";
import { Source } from "../yaml/source";
import { type Ground, whyUntrusted, whyUntrustedEndpoint, whyUntrustedEnvironment } from "./trust";

/** What Pulumi.yaml names and may not. */
export function untrustedIn(
  source: Source,
  { accounts, root }: { readonly accounts: Readonly<Record<string, Account>>; readonly root: string },
  ground: Ground,
): Mistake[] {
  const at = (path: readonly string[], why: string | undefined) =>
    why === undefined ? [] : [source.fault("reference", path, why)];
  const stateUrl = valueAt(source.value, ["backend", "url"]);
  const main = valueAt(source.value, ["main"]);
  return [
    ...at(["main"], typeof main === "string" ? whyOutside(resolve(root, main), ground) : undefined),
    ...(ground.trust.plugins ? [] : ["plugins", "packages"])
      .filter((name) => source.has([name]))
      .map((name) =>
        source.fault(
          "reference",
          [name],
          "names programs that would run with every secret at hand: allow them by --allow-plugins, or take this away",
          "key",
        ),
      ),
    ...misspelt(source, ground),
    ...untrustedConfig(source, { root, project: projectIn(source) }, ground),
    ...at(
      ["backend", "url"],
      typeof stateUrl === "string" ? whyUntrustedEndpoint(stateUrl, root, ground) : undefined,
    ),
    ...Object.entries(accounts).flatMap(([name, account]) => {
      const path = ["tencentrtc", "accounts", name];
      const { endpoint } = account;
      return [
        ...at(
          [...path, "endpoint"],
          endpoint === undefined ? undefined : whyUntrustedEndpoint(endpoint, root, ground),
        ),
        ...referencesIn(account).flatMap(({ path: place, purpose, reference }) =>
          at([...path, ...place], whyUntrusted(reference, root, purpose, ground)),
        ),
      ];
    }),
  ];
}

/** Name of the project, under which the engine has settings without a namespace. */
const projectIn = ({ value }: Source): string => String(valueAt(value, ["name"]));

const settingsFile = /^Pulumi\..+\.(?:ya?ml|json)$/;

/** What the settings of stacks name and may not. */
export function untrustedSettings(folder: string, from: Project, ground: Ground): Mistake[] {
  const isInside = isWithin(destination(folder), ground.repository);
  if (!isInside && ground.trust.endpoints !== undefined)
    return [
      mistakeOfFile("Pulumi.yaml", "reference", "keeps the settings of stacks outside of the repository"),
    ];
  if (!isInside || !existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => settingsFile.test(name))
    .flatMap((name) => untrustedFile(name, join(folder, name), from, ground));
}

/** Project that settings belong to, and the folder where their paths start. */
interface Project {
  readonly project: string | undefined;
  readonly root: string;
}

function untrustedFile(name: string, path: string, from: Project, ground: Ground): Mistake[] {
  if (!isWithin(destination(path), ground.repository) || whyUnreadable(path) !== undefined)
    return [mistakeOfFile(name, "reference", "isn't a file of the repository")];
  const text = readFileSync(path, "utf8");
  const source = new Source(name, text);
  // The engine may make something of what can't be read here.
  if (source.faults.length > 0 && text.trim() !== "") return isClosed(ground) ? [...source.faults] : [];
  return [
    ...misspelt(source, ground),
    ...untrustedConfig(source, from, ground),
    ...untrustedEnvironments(source, ground),
    ...untrustedProvider(source, from.root, ground),
  ];
}

/** Where the engine has a state's secrets opened: a service of somebody's, unless a passphrase does it. */
function untrustedProvider(source: Source, root: string, ground: Ground): Mistake[] {
  const provider = valueAt(source.value, ["secretsprovider"]);
  if (typeof provider !== "string" || ["", "default", "passphrase"].includes(provider)) return [];
  const why = whyUntrustedEndpoint(provider, root, ground);
  return why === undefined ? [] : [source.fault("reference", ["secretsprovider"], why)];
}

/** Why a path of the engine's own may not be followed. */
const whyOutside = (path: string, ground: Ground): string | undefined =>
  isClosed(ground) && !isWithin(destination(path), ground.repository)
    ? "leads out of the repository"
    : undefined;

const isClosed = ({ trust }: Ground): boolean => trust.endpoints !== undefined;

const engineKeys = [
  "name",
  "runtime",
  "plugins",
  "packages",
  "backend",
  "config",
  "stackConfigDir",
  "environment",
  "main",
  "secretsprovider",
];

/** Faults of keys in unusual case: the engine reads keys of JSON in any case, and a misspelt one would escape judgement. */
const misspelt = (source: Source, ground: Ground): Mistake[] =>
  Object.keys(isClosed(ground) && isBag(source.value) ? source.value : {}).flatMap((key) => {
    const meant = engineKeys.find((one) => one !== key && one.toLowerCase() === key.toLowerCase());
    return meant === undefined ? [] : [source.fault("rule", [key], `is written "${meant}"`, "key")];
  });

const secretSettings = ["secretId", "secretKey", "sessionToken"] as const;
const endpointSettings: readonly string[] = ["endpoint", "serviceEndpoints"];

/** What is configured for the provider: in a stack's settings, or for every stack in Pulumi.yaml. */
function untrustedConfig(source: Source, { project, root }: Project, ground: Ground): Mistake[] {
  const config = valueAt(source.value, ["config"]);
  return Object.entries(isBag(config) ? config : {}).flatMap(([key, given]) => {
    const setting = settingOf(key, project);
    const at = (why: string | undefined) =>
      why === undefined ? [] : [source.fault("reference", ["config", key], why)];
    if (setting !== undefined && endpointSettings.includes(setting))
      return textsIn(given).flatMap((endpoint) => at(whyUntrustedEndpoint(endpoint, root, ground)));
    const purpose = secretSettings.find((one) => one === setting);
    if (purpose === undefined) return [];
    return textsIn(given).flatMap((text) => {
      const reference = parseReference(text);
      return at(reference && whyUntrusted(reference, root, purpose, ground));
    });
  });
}

/** `endpoint` of `tencentrtc:endpoint`. The engine takes an older form too, and puts the project's name before a bare key. */
function settingOf(key: string, project: string | undefined): string | undefined {
  if (!key.includes(":")) return project === "tencentrtc" ? key : undefined;
  return /^tencentrtc:(?:config:)?([^:]+)$/.exec(key)?.[1];
}

/** What the engine takes settings and variables from that stand elsewhere, or in the file itself. */
const untrustedEnvironments = (source: Source, ground: Ground): Mistake[] => {
  const named = valueAt(source.value, ["environment"]);
  const why = named === undefined ? undefined : whyUntrustedEnvironment(named, ground);
  return why === undefined ? [] : [source.fault("reference", ["environment"], why)];
};

/** The texts of a setting: itself, those of a map, or of one of these as JSON. What is encrypted nobody else has written. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") {
    try {
      const parsed: unknown = JSON.parse(value);
      if (isBag(parsed)) return textsIn(parsed);
    } catch {
      // A text like any other.
    }
    return [value];
  }
  if (!isBag(value) || Object.hasOwn(value, "secure")) return [];
  // In Pulumi.yaml a setting is its value, or says beside it what it is.
  const isDescribed = Object.hasOwn(value, "value") || Object.hasOwn(value, "default");
  const parts = isDescribed ? [value.value, value.default] : Object.values(value);
  return parts.flatMap(textsIn);
}
