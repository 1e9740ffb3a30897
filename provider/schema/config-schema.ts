import { environmentOf, readSettings, type SettingName } from "../lifecycle/settings";

interface Setting {
  readonly description: string;
  readonly type: "string" | "boolean" | "integer" | "object";
  /** Type of the values of an object. */
  readonly additionalProperties?: { readonly type: "string" };
  readonly secret?: true;
  readonly default?: unknown;
}

const texts = { type: "object", additionalProperties: { type: "string" } } as const;

/** What each setting is, for the SDKs that are made from the schema and for reference pages. */
const settings: Readonly<Record<SettingName, Setting>> = {
  endpoint: {
    type: "string",
    description:
      "Management backend: `file:…`, relative to the project; `postgres://…`, a shared database; or the URL of a server.",
  },
  defaultTags: { ...texts, description: "Tags for every application, except adopted ones." },
  allowPurchases: {
    type: "boolean",
    description: "Allows subscriptions to buy. Without it nothing is bought.",
  },
  subscriptionWarningDays: {
    type: "integer",
    description: "Every run warns of a package or trial that has fewer days left; 0: never.",
  },
  createTags: {
    type: "boolean",
    description: "Whether a tag that Tag Management lacks may be created there.",
  },
  certificateWarningDays: {
    type: "integer",
    description: "Every run warns of a push certificate that expires within this number of days.",
  },
  secretId: { type: "string", secret: true, description: "SecretId of the key pair for a server." },
  secretKey: { type: "string", secret: true, description: "SecretKey of the key pair for a server." },
  sessionToken: { type: "string", secret: true, description: "Token of a temporary key pair." },
  serviceEndpoints: {
    ...texts,
    description: 'Endpoints of single services, for example `{"tag": "https://tag.tencentcloudapi.com"}`.',
  },
  allowHttp: {
    type: "boolean",
    description: "Allows unencrypted requests to another machine, on a network that you trust.",
  },
  uin: {
    type: "string",
    description:
      "Number of the account in a database that holds several, such as a real account. Of a server the key pair tells.",
  },
  secretKeysInState: {
    type: "boolean",
    description:
      "Lets `secretKey` of applications of a real account into the state. Those of simulated accounts are in it in any case.",
  },
};

/** `config` and `provider` of the package schema: the settings, with their defaults and variables. */
export function configSchema(): { config: object; provider: object } {
  const defaults: object = readSettings(() => undefined, {});
  const variables = Object.fromEntries(
    Object.entries(settings).map(([name, setting]) => [
      name,
      withDefault(setting, Reflect.get(defaults, name), environmentOf[name]),
    ]),
  );
  return {
    config: { variables },
    provider: {
      description: "Settings of a run: stack config under `tencentrtc:`, or environment variables.",
      inputProperties: variables,
    },
  };
}

/**
 * What a variable of the environment can give has neither `default` nor `defaultInfo`, but says so in words: an SDK would
 * write its value into the state, a secret perhaps, and a refresh would then use that of the last `up`.
 */
function withDefault(setting: Setting, value: unknown, variable: string | undefined): Setting {
  if (variable !== undefined) {
    const otherwise = value === undefined ? "" : `, else \`${value}\``;
    return {
      ...setting,
      description: `${setting.description} Unless set, \`${variable}\` in the environment${otherwise}.`,
    };
  }
  return setting.type === "object" || value === undefined ? setting : { ...setting, default: value };
}
