import { readFileSync } from "node:fs";
import { z } from "zod";
import { UserError } from "../../ground/errors";
import { credential, type Line, textOf } from "../../ground/one-line";
import type { CloudCredentials } from "./credentials";
import { callService, type Ways } from "./service-call";

/** A role that a token of an OpenID Connect provider lets one take, such as that of a CI job. */
export interface WebIdentity {
  /** `qcs::cam::uin/<uin>:roleName/<name>` */
  readonly roleArn: string;
  /** The provider's name in the account. */
  readonly providerId: string;
  /** 2-128 characters; shown in the account's audit log. */
  readonly sessionName: string;
  readonly tokenFile: string;
}

const names = {
  roleArn: "TENCENTRTC_CLOUD_ROLE_ARN",
  providerId: "TENCENTRTC_CLOUD_OIDC_PROVIDER",
  tokenFile: "TENCENTRTC_CLOUD_OIDC_TOKEN_FILE",
} as const;
const sessionVariable = "TENCENTRTC_CLOUD_ROLE_SESSION_NAME";

/**
 * The role in the environment: `TENCENTRTC_CLOUD_ROLE_ARN`, `…_OIDC_PROVIDER`, `…_OIDC_TOKEN_FILE`, and, if it is to be
 * another than `pulumi-tencentrtc`, `…_ROLE_SESSION_NAME`.
 *
 * @returns undefined where none of the three is set
 * @throws UserError where one of them is missing.
 */
export function webIdentityIn(environment: NodeJS.ProcessEnv): WebIdentity | undefined {
  const read = (name: string): string => environment[name]?.trim() ?? "";
  const given = Object.values(names).filter((name) => read(name) !== "");
  if (given.length === 0) return undefined;
  const missing = Object.values(names).filter((name) => !given.includes(name));
  if (missing.length > 0) {
    throw new UserError(`${missing.join(" and ")} must be set, too: ${given.join(" and ")} is`);
  }
  return {
    roleArn: read(names.roleArn),
    providerId: read(names.providerId),
    tokenFile: read(names.tokenFile),
    sessionName: read(sessionVariable) || "pulumi-tencentrtc",
  };
}

const assumeRole = {
  ...{ service: "sts", version: "2018-08-13", name: "AssumeRoleWithWebIdentity" },
  answer: z.object({
    Credentials: z.object({ TmpSecretId: z.string(), TmpSecretKey: z.string(), Token: z.string() }),
  }),
};
/** Seconds that the pair is valid: a look is over sooner. */
const durationSeconds = 1_800;

/**
 * Takes the role and answers its key pair, which is kept in memory alone. The token is read now, since it is short-lived.
 *
 * @throws UserError where the token can't be read; CloudRefusal where the role isn't given.
 */
export async function assumed(
  { roleArn, providerId, sessionName, tokenFile }: WebIdentity,
  ways: Ways,
  signal: AbortSignal,
): Promise<CloudCredentials> {
  const token = tokenIn(tokenFile);
  if ("fault" in token) throw new UserError(`the token in ${tokenFile} (${names.tokenFile}) ${token.fault}`);
  const request = {
    ProviderId: providerId,
    WebIdentityToken: token.text,
    RoleArn: roleArn,
    RoleSessionName: sessionName,
    DurationSeconds: durationSeconds,
  };
  const call = { action: assumeRole, credentials: undefined, request };
  const { answer } = await callService(call, ways, signal);
  const { TmpSecretId, TmpSecretKey, Token } = answer.Credentials;
  return { secretId: TmpSecretId, secretKey: TmpSecretKey, token: Token };
}

function tokenIn(path: string): Line {
  try {
    const text = textOf(readFileSync(path));
    return text === undefined ? { fault: "is no text" } : credential(text);
  } catch {
    return { fault: "can't be read" };
  }
}
