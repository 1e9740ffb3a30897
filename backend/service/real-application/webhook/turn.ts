import { ApiError, webhookFamilies } from "../../../api";
import { instant } from "../../application/record";
import type { AskingByKeys } from "../../enrolment/asking";
import { askingByKeys } from "../../enrolment/asking";
import { knownFingerprintKey } from "../../push-certificate/fingerprint-key";
import type { Scope } from "../../scope";
import type { Key } from "../../webhook/row";
import { inTurn } from "../turns";
import { realWebhookRow, saveRealWebhook } from "./row";
import { realApplication, type Way, wayTo } from "./way";

/** Milliseconds that a turn lasts at most: longer than all calls of one request together. */
const turnLasts = 30_000;

/** The one who may change a webhook now. */
export interface Turn {
  readonly key: Key;
  readonly scope: Scope;
  readonly way: Way;
  /** Of the account. */
  readonly fingerprintKey: string;
  readonly name: string;
}

/**
 * Does work on a webhook that nobody else changes meanwhile, in this process or another.
 *
 * @throws ApiError where somebody else is at it (ResourceUnavailable, which passes), or nobody can call
 */
export async function changing<T>(key: Key, scope: Scope, work: (turn: Turn) => Promise<T>): Promise<T> {
  await realApplication(key.SdkAppId, scope);
  const fingerprintKey = await knownFingerprintKey(scope);
  return inTurn(`${scope.identity}/${key.SdkAppId}/${key.Product}`, () =>
    askingByKeys(scope, async (asking: AskingByKeys) => {
      const way = await wayTo(key.SdkAppId, asking, scope);
      if ("why" in way) {
        throw new ApiError(
          "FailedOperation.NotProven",
          `nothing was asked of Tencent Cloud for application ${key.SdkAppId}: ${way.why}`,
          "SdkAppId",
        );
      }
      const name = Buffer.from(scope.random.bytes(16)).toString("hex");
      await begin(key, name, scope);
      try {
        return await work({ key, scope, way, fingerprintKey, name });
      } finally {
        await end(key, name, scope);
      }
    }),
  );
}

function begin(key: Key, turn: string, scope: Scope): Promise<void> {
  return scope.record(async ({ db, at }) => {
    const row = await realWebhookRow(key, db);
    if (row && row.turn !== null && row.turn_until > at) {
      throw new ApiError(
        "ResourceUnavailable",
        `another run changes ${webhookFamilies[key.Product].service} of application ${key.SdkAppId}, or ended in the middle of it: wait until ${instant(row.turn_until)}, and run again`,
        "Product",
      );
    }
    await saveRealWebhook(key, { turn, turn_until: at + turnLasts }, db);
  });
}

/** @throws ApiError where a turn has lasted too long, and another may have begun */
export async function mustBeTurn({ key, name, scope }: Turn): Promise<void> {
  const { row, at } = await scope.read(async ({ db, at }) => ({ row: await realWebhookRow(key, db), at }));
  if (row?.turn === name && row.turn_until > at) return;
  throw new ApiError(
    "ResourceUnavailable",
    "this run took too long, and changed nothing: run again",
    "Product",
  );
}

function end(key: Key, turn: string, scope: Scope): Promise<void> {
  return scope.record(async ({ db }) => {
    await db
      .updateTable("real_webhooks")
      .set({ turn: null, turn_until: 0 })
      .where("sdk_app_id", "=", key.SdkAppId)
      .where("product", "=", key.Product)
      .where("turn", "=", turn)
      .execute();
  });
}
