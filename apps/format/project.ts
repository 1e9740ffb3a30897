import { z } from "zod";
import { isServer, isShared } from "../../provider/client/endpoint";
import { holdsPassword } from "../../provider/client/endpoint-password";
import { CloudAccess, cloudSecrets } from "./cloud-access";
import { AccountName, EnvironmentName } from "./names";
import { type AccountReference, accountSecret } from "./secret-reference";

const endpointRule = 'must name the management backend, for example "file:.tencentrtc/backend.db"';

const secret = (description: string, example: string) =>
  accountSecret.optional().meta({ description, examples: [example] });

/** The properties of an account that say where a secret is. */
export const accountSecrets = ["secretId", "secretKey", "sessionToken", "password", "backendKey"] as const;

/** An account whose applications files declare. */
export const Account = z
  .strictObject(
    {
      endpoint: z
        .string(endpointRule)
        .min(1, endpointRule)
        .refine((endpoint) => !holdsPassword(endpoint), {
          error:
            "must not hold a password, which this file would keep: leave it out, and say beside it where it is, for example `password: env:DATABASE_PASSWORD`",
        })
        .optional()
        .meta({
          description: "Management backend, like `tencentrtc:endpoint`, without a password.",
          examples: ["https://rtc.example.com"],
        }),
      uin: z
        .union([z.string(), z.int()], "must be the account's number, as text")
        .transform(String)
        .optional()
        .meta({
          description:
            "Number of the account. Credentials of another account are refused before anything is written.",
          examples: ["100000000001"],
        }),
      secretId: secret("Reference to the SecretId.", "env:MAIN_SECRET_ID"),
      secretKey: secret("Reference to the SecretKey.", "env:MAIN_SECRET_KEY"),
      sessionToken: secret("Reference to the token of a temporary key pair.", "env:MAIN_TOKEN"),
      password: secret("Reference to the password of a `postgres://` endpoint.", "env:MAIN_PASSWORD"),
      backendKey: secret(
        "Reference to the key that seals the secrets in the database, like `TENCENTRTC_BACKEND_KEY`.",
        "env:MAIN_BACKEND_KEY",
      ),
      cloud: CloudAccess.optional().meta({
        description:
          "By what Tencent Cloud itself is asked about a real account in a database: a key pair, or a role. Without it: what the environment has.",
      }),
    },
    "must map `endpoint`, `uin` and what says where its credentials are to values",
  )
  .refine(({ secretId, secretKey }) => (secretId === undefined) === (secretKey === undefined), {
    path: ["secretId"],
    error: "and secretKey: give both or neither, a key pair signs together",
  })
  .refine(({ secretId, sessionToken }) => sessionToken === undefined || secretId !== undefined, {
    path: ["sessionToken"],
    error: "is of no use alone: give secretId and secretKey, the temporary key pair that it belongs to",
  })
  .refine(({ endpoint = "", password }) => password === undefined || isShared(endpoint), {
    path: ["password"],
    error: "is that of an endpoint beside it, for example postgres://rtc@db.example.com/rtc; there is none",
  })
  .refine(({ endpoint = "", cloud }) => cloud === undefined || !isServer(endpoint), {
    path: ["cloud"],
    error:
      "is of no use beside a server, which asks Tencent Cloud with what it has itself: give it to that by `serve --cloud FILE`",
  })
  .refine(({ endpoint = "", backendKey }) => backendKey !== undefined || !isShared(endpoint), {
    path: ["endpoint"],
    error:
      "needs a backendKey beside it, for example `backendKey: env:MAIN_BACKEND_KEY`: a shared database has no key file, and the environment's key is another account's",
  });

/** What a secret is that an account names: it serves as nothing else. */
export type Purpose = (typeof accountSecrets)[number] | `cloud${Capitalize<(typeof cloudSecrets)[number]>}`;

/** Where the secrets of an account are. */
export function referencesIn(account: Account): readonly {
  readonly path: readonly string[];
  readonly purpose: Purpose;
  readonly reference: AccountReference;
}[] {
  const { cloud } = account;
  return [
    ...accountSecrets.map((name) => ({ path: [name], purpose: name, reference: account[name] })),
    ...cloudSecrets.map((name) => ({
      path: ["cloud", name],
      purpose: cloudPurpose[name],
      reference: cloud?.[name],
    })),
  ].flatMap(({ reference, ...one }) => (reference ? [{ ...one, reference }] : []));
}

export const cloudPurpose = {
  secretId: "cloudSecretId",
  secretKey: "cloudSecretKey",
  sessionToken: "cloudSessionToken",
  tokenFile: "cloudTokenFile",
} as const satisfies Record<(typeof cloudSecrets)[number], Purpose>;

/** What Pulumi.yaml may say under `tencentrtc`. */
export const ProjectSection = z.strictObject(
  {
    files: z
      .union([z.string(), z.array(z.string())], "must be a pattern of files, or several")
      .transform((one) => (typeof one === "string" ? [one] : one))
      .default(["apps/*.{yaml,yml,json}"])
      .meta({ description: "Files of applications.", examples: ["apps/*.yaml"] }),
    environments: z
      .array(EnvironmentName, "must be a list of environments")
      .default([])
      .meta({
        description:
          "Environments that no file names. A file without `environments` declares its application in each of them.",
        examples: [["dev", "prod"]],
      }),
    plugin: z
      .boolean("must be true or false")
      .default(false)
      .meta({
        description:
          "Whether the plugin `pulumi-resource-tencentrtc` makes the resources, which the engine then has to find: name it under `plugins`, or install it.",
        examples: [true],
      }),
    accounts: z.record(AccountName, Account, "must map names of accounts to what they are").default({}).meta({
      description: "Accounts that files may name.",
    }),
  },
  "must map `files`, `environments`, `plugin` and `accounts` to values",
);

const nameRule =
  'must be 1-100 letters, digits, underscores, hyphens or periods, for example "name: fleet"; it is part of every application\'s identity and stays';
const runtimeRule = 'must name a runtime, for example "runtime: nodejs"';

const required =
  (rule: string) =>
  ({ input }: { readonly input: unknown }): string =>
    input === undefined ? `is required and ${rule}` : rule;

/** What the engine asks of every Pulumi.yaml, and says without a place in it. */
export const ProjectBasics = z.looseObject(
  {
    name: z.string({ error: required(nameRule) }).regex(/^[A-Za-z0-9_.-]{1,100}$/, nameRule),
    runtime: z.union(
      [z.string().min(1, runtimeRule), z.looseObject({ name: z.string(runtimeRule).min(1, runtimeRule) })],
      {
        error: required(runtimeRule),
      },
    ),
  },
  "must map properties to values: `name`, `runtime` and, where there is something to say, `tencentrtc`",
);

export type ProjectSection = z.output<typeof ProjectSection>;
export type Account = z.output<typeof Account>;
