import { hourMs } from "../../../ground/time";
import type { SimulatedApplication } from "../../api";
import { type ApplicationRow, BackendError } from "../../store";
import type { Moment, Scope } from "../scope";
import { type SecretsOf, secretPlace } from "./record";

/** Milliseconds in which reading the same secret again with the same key pair makes no other entry. */
const entryEvery = hourMs;
const fields = ["Secrets"] as const;

/** The secrets of applications for whoever asks in this scope. */
export function secretsFor(scope: Scope): SecretsOf {
  const { sealer, actor } = scope;
  if (actor.readsSecrets === false) return () => ({ SecretsWithheld: true });
  return (application) => {
    try {
      return opened(application, sealer);
    } catch (error) {
      // It costs its own application the secrets; others of the same answer have theirs.
      return { SecretsFault: toldUnopened(error, scope) };
    }
  };
}

/** What is told of a secret that doesn't open: places are for the operator's log alone. @throws every other error */
export function toldUnopened(error: unknown, { witness, requestId }: Scope): string {
  if (!(error instanceof BackendError)) throw error;
  witness?.unopened(error);
  return witness ? faultWithoutPlace(requestId) : error.message;
}

const faultWithoutPlace = (requestId: string): string =>
  `the backend can't open the secrets of this application (ServiceUnavailable): its operator finds the reason in the log under this RequestId (RequestId ${requestId})`;

function opened(application: ApplicationRow, sealer: Scope["sealer"]): Partial<SimulatedApplication> {
  const { sdk_app_id: id, secret_key, public_key, private_key } = application;
  return {
    ...(secret_key !== null && { SecretKey: sealer.open(secretPlace(id, "secret_key"), secret_key) }),
    ...(public_key !== null && { PublicKey: public_key }),
    ...(private_key !== null && { PrivateKey: sealer.open(secretPlace(id, "private_key"), private_key) }),
  };
}

/** What is told of an application whose secrets are read. */
type SecretsRecord = Pick<SimulatedApplication, "SdkAppId" | "Owner" | "SecretKey" | "PrivateKey">;

/**
 * Writes down, before they are answered, whose secrets a key pair reads: for each application once an hour, so that
 * refreshes don't fill the activity log. A server's own log has every time. Whoever reads a database in its own
 * process holds its key and leaves no trace.
 */
export async function recordSecretsRead(answered: readonly SecretsRecord[], scope: Scope): Promise<void> {
  const { secretId } = scope.actor;
  const read = answered.filter(({ SecretKey, PrivateKey }) => (SecretKey ?? PrivateKey) !== undefined);
  if (read.length === 0 || secretId === undefined) return;
  const ids = read.map(({ SdkAppId }) => SdkAppId);
  scope.witness?.secretsRead(ids);
  const entered = await scope.read((moment) => enteredOf(ids, secretId, moment));
  const others = read.filter(({ SdkAppId }) => !entered.has(SdkAppId));
  if (others.length === 0) return;
  await scope.write(async ({ note }) => {
    for (const { SdkAppId, Owner, SecretKey, PrivateKey } of others) {
      const names = [SecretKey && "SecretKey", PrivateKey && "PrivateKey"].filter(Boolean);
      note({ sdkAppId: SdkAppId, owner: Owner, fields, summary: `${names.join(" and ")} read` });
    }
  });
}

/** The applications among `ids` of which the log has an entry already that the key pair has read their secrets. */
async function enteredOf(
  ids: readonly number[],
  secretId: string,
  { db, at, account }: Moment,
): Promise<ReadonlySet<number | null>> {
  const rows = await db
    .selectFrom("activities")
    .select("sdk_app_id")
    .distinct()
    .where("uin", "=", account.uin)
    .where("sdk_app_id", "in", [...ids])
    .where("at", ">", at - entryEvery)
    .where("secret_id", "=", secretId)
    .where("fields", "=", JSON.stringify(fields))
    .execute();
  return new Set(rows.map((row) => row.sdk_app_id));
}
