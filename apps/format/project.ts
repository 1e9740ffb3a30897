import { z } from "zod";
import { AccountName, EnvironmentName } from "./names";
import { secretReference } from "./reference";

/** An account whose applications files declare. */
export const Account = z
  .strictObject(
    {
      endpoint: z
        .string('must name the management backend, for example "file:.tencentrtc/backend.db"')
        .min(1, 'must name the management backend, for example "file:.tencentrtc/backend.db"')
        .optional()
        .meta({
          description: "Its management backend, as `tencentrtc:endpoint`.",
          examples: ["https://rtc.example.com"],
        }),
      uin: z
        .union([z.string(), z.int()], "must be the account's number, as text")
        .transform(String)
        .optional()
        .meta({
          description:
            "The account's number. Credentials of another account are refused before anything is written.",
          examples: ["100000000001"],
        }),
      secretId: secretReference
        .optional()
        .meta({ description: "Where its SecretId is.", examples: ["env:MAIN_SECRET_ID"] }),
      secretKey: secretReference
        .optional()
        .meta({ description: "Where its SecretKey is.", examples: ["env:MAIN_SECRET_KEY"] }),
    },
    "must map `endpoint`, `uin`, `secretId` and `secretKey` to values",
  )
  .refine(({ secretId, secretKey }) => (secretId === undefined) === (secretKey === undefined), {
    path: ["secretId"],
    error: "and secretKey: give both or neither, a key pair signs together",
  });

/** What Pulumi.yaml may say under `tencentrtc`. */
export const ProjectSection = z.strictObject(
  {
    files: z
      .union([z.string(), z.array(z.string())], "must be a pattern of files, or several")
      .transform((one) => (typeof one === "string" ? [one] : one))
      .default(["apps/*.{yaml,yml,json}"])
      .meta({ description: "The files of applications.", examples: ["apps/*.yaml"] }),
    environments: z
      .array(EnvironmentName, "must be a list of environments")
      .default([])
      .meta({
        description:
          "Environments that no file names: the applications of files that tell none apart exist in each of them.",
        examples: [["dev", "prod"]],
      }),
    accounts: z.record(AccountName, Account, "must map names of accounts to what they are").default({}).meta({
      description: "The accounts that files may name.",
    }),
  },
  "must map `files`, `environments` and `accounts` to values",
);
export type ProjectSection = z.output<typeof ProjectSection>;
export type Account = z.output<typeof Account>;
