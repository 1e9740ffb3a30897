import { openUserSig } from "../../api";
import { firstEdition } from "../../rules/application/products";
import { settle } from "../../rules/application/status";
import { type ChatCode, chatCodes, codeOfStatus, codeOfUserSig } from "../../rules/chat-calls";
import { accountTime, parseFaults } from "../../rules/faults";
import { settingsOf } from "../../rules/settings";
import type { Store } from "../../store";
import { subscriptionsOf } from "../application/attached";
import { deletableOf, verifyingKeysOf } from "../application/record";

/** Who calls Chat's REST API, and for which application. Nothing of it is proven. */
export interface ChatCaller {
  /** Whose host was called. */
  readonly region: string;
  readonly sdkAppId: number;
  readonly userId: string;
  readonly userSig: string;
}

/** An application that took a UserSig and serves. */
export interface ChatApplication {
  readonly name: string;
  readonly admins: readonly string[];
  /** Calls that it may take in 24 hours; undefined where nothing bounds them. */
  readonly callsPerDay: number | undefined;
}

/** How a call is answered, before it is known what it asks for: a refusal, or the application. */
export type ChatEntry =
  | { readonly code: Exclude<ChatCode, 0> }
  | { readonly code: 0; readonly application: ChatApplication };

/**
 * Judges who calls Chat's REST API, as Tencent does: by an application's key alone, whatever account it belongs to.
 *
 * @param at milliseconds since 1970
 * @throws BackendError where the application's key doesn't open.
 */
export const enterChat = (store: Store, caller: ChatCaller, at: number): Promise<ChatEntry> =>
  store.read(async (db): Promise<ChatEntry> => {
    const { sdkAppId, userId } = caller;
    const row = await db
      .selectFrom("applications")
      .selectAll()
      .where("sdk_app_id", "=", sdkAppId)
      .executeTakeFirst();
    if (!row) return { code: chatCodes.noApplication };
    const account = await db
      .selectFrom("accounts")
      .select(["settings", "faults"])
      .where("uin", "=", row.uin)
      .executeTakeFirstOrThrow();
    const settings = settingsOf(account.settings);
    const now = accountTime(at, parseFaults(account.faults));
    const application = settle(row, now, settings);
    if (!application) return { code: chatCodes.noApplication };
    if (application.region !== caller.region) return { code: chatCodes.otherRegion };
    const keys = verifyingKeysOf(application, store.sealer);
    const sig = openUserSig(caller.userSig);
    const refusal =
      codeOfUserSig(sig, { sdkAppId, userId }, keys, at) || codeOfStatus(application, now, settings);
    if (refusal) return { code: refusal };
    const accounts = await db
      .selectFrom("admin_accounts")
      .select("user_id")
      .where("sdk_app_id", "=", sdkAppId)
      .execute();
    const subscriptions = await subscriptionsOf(db, [sdkAppId]);
    const { editions } = deletableOf({ application, subscriptions, now });
    return {
      code: chatCodes.ok,
      application: {
        name: application.name,
        admins: accounts.map((admin) => admin.user_id),
        callsPerDay: editions.chat === firstEdition("chat") ? settings.TrialChatCallsPerDay : undefined,
      },
    };
  });
