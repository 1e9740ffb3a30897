import { z } from "zod";
import { accountSecret } from "./secret-reference";

const secret = (description: string, example: string) =>
  accountSecret.optional().meta({ description, examples: [example] });

const tokenRule =
  "must say in which file the token is: `file:path` from the folder of this file; it is read when it is used, since it is short-lived";

/** What of it is a secret, or leads to one. */
export const cloudSecrets = ["secretId", "secretKey", "sessionToken", "tokenFile"] as const;

/**
 * By what Tencent Cloud itself is asked about a real account: a key pair, or a role that a token of OpenID Connect lets one
 * take. Where its hosts are is said by no file.
 */
export const CloudAccess = z
  .strictObject(
    {
      secretId: secret("Reference to the SecretId.", "env:PROD_CLOUD_SECRET_ID"),
      secretKey: secret("Reference to the SecretKey.", "env:PROD_CLOUD_SECRET_KEY"),
      sessionToken: secret("Reference to the token of a temporary key pair.", "env:PROD_CLOUD_TOKEN"),
      roleArn: z
        .string()
        .regex(
          /^qcs::cam::uin\/\d+:roleName\/[\w+=,.@-]+$/,
          "must name a role, for example qcs::cam::uin/200012345678:roleName/verify",
        )
        .optional()
        .meta({
          description: "Role that is taken, instead of a key pair.",
          examples: ["qcs::cam::uin/200012345678:roleName/verify"],
        }),
      oidcProvider: z
        .string()
        .min(1, "must be the name of an identity provider in the account")
        .optional()
        .meta({ description: "Name of the account's identity provider for the role.", examples: ["github"] }),
      tokenFile: accountSecret
        .refine(({ from }) => from === "file", tokenRule)
        .optional()
        .meta({ description: "File with the token of that provider.", examples: ["file:token"] }),
      roleSessionName: z
        .string()
        .regex(/^[\w+=,.@-]{2,128}$/, "must be 2-128 letters, digits or any of _ + = , . @ -")
        .optional()
        .meta({ description: "Name of the session in the account's audit log.", examples: ["nightly"] }),
    },
    "must map secretId and secretKey, or roleArn, oidcProvider and tokenFile, to values",
  )
  .superRefine((access, context) => {
    const wrong = (path: keyof typeof access, message: string) =>
      context.addIssue({ code: "custom", path: [path], message });
    const { secretId, secretKey, sessionToken, roleArn, oidcProvider, tokenFile, roleSessionName } = access;
    const ofRole = [roleArn, oidcProvider, tokenFile].filter((one) => one !== undefined).length;
    if ((secretId === undefined) !== (secretKey === undefined)) {
      wrong("secretId", "and secretKey: give both or neither, a key pair signs together");
    }
    if (secretId === undefined && sessionToken !== undefined) {
      wrong("sessionToken", "is of no use alone: give the temporary key pair that it belongs to");
    }
    if (ofRole > 0 && ofRole < 3)
      wrong("roleArn", "needs oidcProvider and tokenFile, and they it: give all three");
    if (ofRole === 0 && roleSessionName !== undefined)
      wrong("roleSessionName", "is that of a role: give roleArn");
    if (ofRole > 0 && secretId !== undefined) {
      wrong("roleArn", "and secretId both say who asks: leave one of them out");
    }
    if (ofRole === 0 && secretId === undefined && secretKey === undefined) {
      wrong("secretId", "and secretKey, or a role, must be given: they say who asks");
    }
  });

export type CloudAccess = z.output<typeof CloudAccess>;
