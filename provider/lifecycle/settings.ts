import { z } from "zod";
import { type ServiceName, TagKey, TagValue } from "../../backend/api";
import { UserError } from "../../ground/errors";
import { failuresOf } from "../../ground/issue";
import { credential, type Line, location } from "../../ground/one-line";
import { suggestion } from "../../ground/suggestion";
import { defaultEndpoint } from "../client/endpoint";
import type { Credentials } from "../client/http/http";

/** What a provider is told once per run, from stack config (`tencentrtc:…`) or the environment. */
export interface ProviderSettings {
  readonly endpoint: string;
  /** Put on every application; an application's own tag of the same key wins. */
  readonly defaultTags: Readonly<Record<string, string>>;
  /** Nothing is bought unless this is true. */
  readonly allowPurchases: boolean;
  /** Every run warns of a package or trial that has fewer days left; 0 never does. */
  readonly subscriptionWarningDays: number;
  /** Whether a tag that Tag Management doesn't know may be made; otherwise it must exist there. */
  readonly createTags: boolean;
  /** Days before a push certificate expires from which on every run warns of it. */
  readonly certificateWarningDays: number;
  /** Services that go elsewhere than the rest, for example `tag` to Tencent Cloud itself. */
  readonly serviceEndpoints: Readonly<Partial<Record<ServiceName, string>>>;
  /** Lets requests go over a network in clear. */
  readonly allowHttp: boolean;
  /** Which account of a database that holds several; undefined: the one that is there without any. */
  readonly uin: string | undefined;
  /** Lets the secret keys of a real account's applications into states. */
  readonly secretKeysInState: boolean;
  readonly credentials: Credentials | undefined;
}

const Flag = z.enum(["true", "false"], 'must be "true" or "false"').transform((text) => text === "true");

/**
 * A tag's value; `pulumi config set --path` writes `2026` and `true` as what they look like. Of other numbers the
 * text that was meant is lost: YAML reads `1.10` as 1.1.
 */
const PlainTagValue = z.preprocess((value) => {
  return typeof value === "boolean" || Number.isSafeInteger(value) ? String(value) : value;
}, TagValue);

const daysRule = "must be a whole number of days from 0 to 3650";
const Days = z
  .string(daysRule)
  .regex(/^\d{1,4}$/, daysRule)
  .transform(Number)
  .refine((days) => days <= 3_650, daysRule);

/** A text of one line, as its reader takes it. Nothing of it is repeated. */
const lineOf = (read: (text: string) => Line, next = "") =>
  z.string().transform((text, context) => {
    const line = read(text);
    if ("text" in line) return line.text;
    context.addIssue({ code: "custom", message: `${line.fault}${next}` });
    return z.NEVER;
  });
/** What only names a key pair's place has been looked up by now, save where that isn't offered. */
const Credential = z
  .string()
  .refine(
    (text) => !/^(env|file):/.test(text),
    "names a place, which the config of a program's stack alone may",
  )
  .pipe(lineOf(credential));

/** Services that Tencent Cloud offers, too; applications have no public API. */
const publicServices = ["tag", "trtc", "cim"] as const satisfies readonly ServiceName[];

const Settings = z.object({
  endpoint: lineOf(location, `: name a backend, for example "${defaultEndpoint}"`).prefault(defaultEndpoint),
  defaultTags: z
    .record(TagKey, PlainTagValue, 'must map keys to values, for example {"team": "support"}')
    .default({}),
  allowPurchases: Flag.default(false),
  subscriptionWarningDays: Days.default(7),
  createTags: Flag.default(true),
  certificateWarningDays: Days.default(30),
  secretId: Credential.optional(),
  secretKey: Credential.optional(),
  sessionToken: Credential.optional(),
  serviceEndpoints: z
    .partialRecord(
      z.enum(publicServices),
      lineOf(location).pipe(z.url({ protocol: /^https?$/, error: "must be a URL" })),
      'must map services (tag, trtc, cim) to URLs, for example {"tag": "https://tag.tencentcloudapi.com"}',
    )
    .default({}),
  uin: z
    .string()
    .regex(/^\d{1,20}$/, "must be the number of an account, for example 100000000001")
    .optional(),
  secretKeysInState: Flag.default(false),
  allowHttp: Flag.default(false),
});

/** What a setting is called, after `tencentrtc:`. */
export type SettingName = keyof typeof Settings.shape;

/** What every setting's key in stack config begins with. */
export const namespace = "tencentrtc:";

/** The variables that stand for settings. */
export const environmentOf: Readonly<Record<string, string>> = {
  endpoint: "TENCENTRTC_ENDPOINT",
  secretId: "TENCENTCLOUD_SECRET_ID",
  secretKey: "TENCENTCLOUD_SECRET_KEY",
  sessionToken: "TENCENTCLOUD_TOKEN",
  uin: "TENCENTRTC_UIN",
};

/**
 * The variable by which config may not name where a key pair is: set for runs on files, whose stack config anybody may
 * write who proposes a change of files.
 */
export const noReferences = "TENCENTRTC_NO_CONFIG_REFERENCES";

export const credentialKeys: readonly string[] = ["secretId", "secretKey", "sessionToken"];
const structuredKeys = ["defaultTags", "serviceEndpoints"];

/**
 * Reads the provider's settings. `config` gives the text under a `tencentrtc:` key; structured values are JSON,
 * as the engine passes them. Stack config wins over the environment. What is empty is not unset: it is a variable that
 * a CI system had no value for, and whoever set it means no other backend, and nobody's key pair.
 *
 * @throws UserError that names every setting at fault and where it came from; values are not repeated, since
 *   some are secret.
 */
export function readSettings(
  config: (key: string) => string | undefined,
  environment: NodeJS.ProcessEnv,
): ProviderSettings {
  const given: Record<string, unknown> = {};
  const origin: Record<string, string> = {};
  // A secret id of one source never signs with a key of the other: they would belong to different people.
  const configHasCredentials = credentialKeys.some((key) => config(`${namespace}${key}`) !== undefined);
  for (const key of Object.keys(Settings.shape)) {
    const fromConfigOnly = configHasCredentials && credentialKeys.includes(key);
    const variable = fromConfigOnly ? undefined : environmentOf[key];
    const fromConfig = config(`${namespace}${key}`);
    const text = fromConfig ?? (variable === undefined ? undefined : environment[variable]);
    origin[key] = fromConfig === undefined && variable ? variable : `${namespace}${key}`;
    given[key] = structuredKeys.includes(key) ? parseJson(text) : text;
  }
  const parsed = Settings.safeParse(given);
  const faults = (parsed.error?.issues ?? []).flatMap((issue) => {
    const [key, ...path] = issue.path;
    const failures = failuresOf(origin[String(key)] ?? String(key), { ...issue, path });
    const isVariable = Object.values(environmentOf).includes(origin[String(key)] ?? "");
    const next = isVariable && given[String(key)] === "" ? "; unset it where it shall not count" : "";
    return failures.map((failure) => `${failure.path}: ${failure.reason}${next}`);
  });
  if ((given.secretId === undefined) !== (given.secretKey === undefined)) {
    faults.push(
      configHasCredentials
        ? "tencentrtc:secretId and tencentrtc:secretKey: give both or neither; with one of them in config the environment's are not used"
        : "TENCENTCLOUD_SECRET_ID and TENCENTCLOUD_SECRET_KEY: give both or neither",
    );
  }
  if (!parsed.success || faults.length > 0) {
    throw new UserError(unusable(faults));
  }
  const { secretId, secretKey, sessionToken, uin, ...rest } = parsed.data;
  const token = sessionToken === undefined ? {} : { token: sessionToken };
  return { ...rest, uin, credentials: secretId && secretKey ? { secretId, secretKey, ...token } : undefined };
}

/**
 * The keys of a stack's config that look like settings and are none: a misspelt one would be ignored without a word,
 * and what it should have prevented would happen.
 *
 * @returns what to say of them; nothing where the project has the same name, since its own config looks the same.
 */
export function refusalOfUnknown(keys: readonly string[], project: string): string | undefined {
  if (`${project}:` === namespace) return undefined;
  const known = Object.keys(Settings.shape).map((key) => `${namespace}${key}`);
  const faults = keys
    .filter((key) => key.startsWith(namespace) && !known.includes(key))
    .map((key) => `${key} is not a setting of the provider; ${suggestion(key, known)}`);
  return faults.length > 0 ? unusable(faults) : undefined;
}

const unusable = (faults: readonly string[]): string =>
  `the provider's settings can't be used:\n  ${faults.join("\n  ")}`;

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
