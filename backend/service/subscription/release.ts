import type { ApplicationRow, SubscriptionRow } from "../../store";
import { subscriptionsOf } from "../application/attached";
import type { WriteMoment } from "../scope";
import { saveSubscription } from "./change";
import { freeOrderTokens } from "./orders";

/** Gives a package up. Whoever has it next begins with what it is then: what was ordered before counts no more. */
export async function releasePackage(
  { row, auto_renewal }: { readonly row: SubscriptionRow; readonly auto_renewal: number },
  application: ApplicationRow,
  moment: WriteMoment,
): Promise<void> {
  const noLonger = { owner: null, claim_hash: null, leaving_at: null };
  const given = {
    ...row,
    ...noLonger,
    auto_renewal,
    ordered_edition: row.edition,
    claimed_at: moment.askedAt,
  };
  await saveSubscription(row, given, application, moment);
  await freeOrderTokens(row, moment);
}

/** Gives up the packages that were to go with an application. */
export async function releaseLeavingPackages(
  application: ApplicationRow,
  moment: WriteMoment,
): Promise<void> {
  for (const row of await subscriptionsOf(moment.db, [application.sdk_app_id])) {
    if (row.leaving_at === null) continue;
    await releasePackage({ row, auto_renewal: row.auto_renewal }, application, moment);
  }
}
