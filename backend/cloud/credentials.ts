import { UserError } from "../../ground/errors";
import { credential } from "../../ground/one-line";

/** A key pair of a Tencent Cloud account; temporary ones of STS come with a token. */
export interface CloudCredentials {
  readonly secretId: string;
  readonly secretKey: string;
  readonly token?: string | undefined;
}

const prefix = "TENCENTRTC_CLOUD_";

/**
 * The key pair for Tencent Cloud itself: `TENCENTRTC_CLOUD_SECRET_ID`, `…_SECRET_KEY` and `…_TOKEN`. `TENCENTCLOUD_*` are
 * those for a management server, and never sent to Tencent.
 *
 * @returns undefined where none of them is set
 * @throws UserError where one is missing or malformed; its text isn't repeated.
 */
export function cloudCredentialsIn(environment: NodeJS.ProcessEnv): CloudCredentials | undefined {
  const [secretId, secretKey, token] = ["SECRET_ID", "SECRET_KEY", "TOKEN"].map((name) =>
    partOf(`${prefix}${name}`, environment),
  );
  if (secretId === undefined && secretKey === undefined && token === undefined) return undefined;
  if (secretId !== undefined && secretKey !== undefined) return { secretId, secretKey, token };
  const missing = secretId === undefined ? "SECRET_ID" : "SECRET_KEY";
  throw new UserError(
    `${prefix}${missing} isn't set, and another variable of that key pair is: set both, or none`,
  );
}

function partOf(name: string, environment: NodeJS.ProcessEnv): string | undefined {
  const given = environment[name];
  if (given === undefined || given.trim() === "") return undefined;
  const line = credential(given);
  if ("text" in line) return line.text;
  throw new UserError(`${name} ${line.fault}`);
}
