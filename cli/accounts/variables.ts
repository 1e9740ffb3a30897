import { resolve } from "node:path";
import { type Account, type accountSecrets, cloudPurpose, type Purpose } from "../../apps/format/project";
import type { AccountReference } from "../../apps/format/secret-reference";
import { secretInFile, secretInVariable } from "../../apps/load/secret-values";
import { whyNotSent } from "../../apps/load/trust/trust";
import { UserError } from "../../ground/errors";
import { withPassword } from "../../provider/client/endpoint-password";
import { cloudVariables } from "./cloud-variables";

/** Variables on top of the environment; undefined takes one of the environment's away. */
type Variables = Readonly<Record<string, string | undefined>>;

/**
 * The variables by which the provider reaches an account. One that names its endpoint or its key pair gets no
 * credentials but its own: those of the environment are another account's. So it is with an endpoint and its key.
 * What it doesn't get is undefined, which takes the variable away; an empty one would be a mistake of somebody's.
 *
 * @param root where paths start
 * @throws UserError where its credentials aren't where Pulumi.yaml says.
 */
export function variablesOf(account: string, settings: Account, root: string): Variables {
  const { endpoint, secretId, backendKey, cloud, uin } = settings;
  const read = (name: string, purpose: Purpose, reference: AccountReference): string => {
    const found = secretAt(account, reference, root);
    const why = whyNotSent(found, purpose, process.env);
    if (why === undefined) return found;
    throw new UserError(`the account "${account}" has as its ${name} ${why}`);
  };
  const secret = (purpose: (typeof accountSecrets)[number]): string | undefined => {
    const reference = settings[purpose];
    return reference && read(purpose, purpose, reference);
  };
  const opened = secret("password");
  return {
    ...(endpoint !== undefined && {
      // Not PGPASSWORD: Pulumi's own state may be in another such database.
      TENCENTRTC_ENDPOINT: opened === undefined ? endpoint : withPassword(endpoint, opened),
    }),
    ...((endpoint !== undefined || secretId !== undefined) && {
      TENCENTCLOUD_SECRET_ID: secret("secretId"),
      TENCENTCLOUD_SECRET_KEY: secret("secretKey"),
      TENCENTCLOUD_TOKEN: secret("sessionToken"),
    }),
    ...((endpoint !== undefined || uin !== undefined) && { TENCENTRTC_UIN: uin }),
    ...((endpoint !== undefined || backendKey !== undefined) && {
      TENCENTRTC_BACKEND_KEY: secret("backendKey"),
    }),
    ...(cloud &&
      cloudVariables(cloud, (name, reference) => read(`cloud.${name}`, cloudPurpose[name], reference), root)),
  };
}

/**
 * A secret that a file of the command refers to.
 *
 * @param inWords what is wrong, of the file or variable where it should be
 * @throws UserError with those words
 */
export function textAt(
  reference: AccountReference,
  root: string,
  inWords: (place: string, fault: string) => string,
): string {
  const [place, line] =
    reference.from === "file"
      ? [resolve(root, reference.path), secretInFile(resolve(root, reference.path))]
      : [reference.name, secretInVariable(reference.name, process.env)];
  if ("text" in line) return line.text;
  throw new UserError(inWords(place, line.fault));
}

function secretAt(account: string, reference: AccountReference, root: string): string {
  return textAt(
    reference,
    root,
    (name, fault) => `the account "${account}" has its credentials in ${name}, which ${fault}`,
  );
}
