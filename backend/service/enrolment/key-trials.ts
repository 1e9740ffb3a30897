import { createHmac } from "node:crypto";
import type { RegionName } from "../../api";
import type { Write } from "../../store";
import { knownFingerprintKey } from "../push-certificate/fingerprint-key";
import type { Scope } from "../scope";

/** A key was refused. */
export interface KeyRefusal {
  readonly region: RegionName;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The call and its answer. */
  readonly by: string;
}

/** Milliseconds for which a try without an answer keeps others from trying the same key: Tencent's lock lasts as long. */
const unansweredFor = 60_000;

/** By which a key is told from others, for whoever hasn't the account's key for fingerprints. */
export async function fingerprintOf(sdkAppId: number, secretKey: string, scope: Scope): Promise<string> {
  const key = await knownFingerprintKey(scope);
  return createHmac("sha256", key).update(`SDKSecretKey\n${sdkAppId}\n${secretKey}`).digest("hex");
}

/**
 * The tries of one key, in the database: no process uses a key again that was refused, and no two try one at once. Each
 * try is written down before its call, so that a process that dies between the call and its record leaves a trace.
 */
export class KeyTrials {
  constructor(
    private readonly sdkAppId: number,
    private readonly fingerprint: string,
    private readonly scope: Scope,
  ) {}

  /** Where the key was refused. */
  async refusals(): Promise<readonly KeyRefusal[]> {
    const rows = await this.scope.read(({ db }) =>
      db
        .selectFrom("key_trials")
        .select(["region", "refused_at", "refused_by"])
        .where("sdk_app_id", "=", this.sdkAppId)
        .where("fingerprint", "=", this.fingerprint)
        .where("refused_at", "is not", null)
        .orderBy("refused_at")
        .execute(),
    );
    return rows.map(({ region, refused_at, refused_by }) => ({
      region,
      at: refused_at ?? 0,
      by: refused_by ?? "",
    }));
  }

  /** @returns why it may not be tried at this region now; undefined once the try is written down */
  begin(region: RegionName): Promise<string | undefined> {
    const { sdkAppId: sdk_app_id, fingerprint } = this;
    return this.scope.record(async ({ db, at }) => {
      const before = await db
        .selectFrom("key_trials")
        .select(["asked_at", "refused_at", "refused_by"])
        .where("sdk_app_id", "=", sdk_app_id)
        .where("fingerprint", "=", fingerprint)
        .where("region", "=", region)
        .executeTakeFirst();
      if (before && before.refused_at !== null) {
        return `the key was refused (${before.refused_by}), and isn't used again`;
      }
      if (before && before.asked_at > at - unansweredFor) {
        return "the key is being tried by another run, or by one that ended before the answer: wait a minute, and run again";
      }
      await db
        .insertInto("key_trials")
        .values({ sdk_app_id, fingerprint, region, asked_at: at })
        .onConflict((conflict) =>
          conflict.columns(["sdk_app_id", "fingerprint", "region"]).doUpdateSet({ asked_at: at }),
        )
        .execute();
      return undefined;
    });
  }

  refused(region: RegionName, by: string): Promise<void> {
    const { sdkAppId: sdk_app_id, fingerprint } = this;
    return this.scope.record(async ({ db, at }) => {
      const refusal = { refused_at: at, refused_by: by };
      await db
        .insertInto("key_trials")
        .values({ sdk_app_id, fingerprint, region, asked_at: at, ...refusal })
        .onConflict((conflict) =>
          conflict.columns(["sdk_app_id", "fingerprint", "region"]).doUpdateSet(refusal),
        )
        .execute();
    });
  }

  /** Somebody says that the key is right, although it was refused. */
  async allowAgain(db: Write): Promise<void> {
    await db
      .deleteFrom("key_trials")
      .where("sdk_app_id", "=", this.sdkAppId)
      .where("fingerprint", "=", this.fingerprint)
      .execute();
  }

  /** The try had an answer that doesn't refuse the key. */
  answered(region: RegionName): Promise<void> {
    return this.scope.record(async ({ db }) => {
      await db
        .deleteFrom("key_trials")
        .where("sdk_app_id", "=", this.sdkAppId)
        .where("fingerprint", "=", this.fingerprint)
        .where("region", "=", region)
        .where("refused_at", "is", null)
        .execute();
    });
  }
}
