import { judgeLateness, spentTokenKeptFor } from "../rules/late-requests";
import { statement } from "../store";
import { throwIf } from "./request";
import type { WriteMoment } from "./scope";

/** @throws ApiError where the request was signed before the present claim was asked for. */
export const mustNotBeLate = (
  { claimed_at }: { readonly claimed_at: number },
  { signedAt }: WriteMoment,
): void => throwIf(judgeLateness(signedAt, claimed_at));

const spentToken = statement<{ uin: string; clientToken: string }>()((db, { value }) =>
  db
    .selectFrom("spent_tokens")
    .select("spent_at")
    .where("uin", "=", value("uin"))
    .where("client_token", "=", value("clientToken")),
);

/** @throws ApiError where the request was signed before what its token had made was deleted or given up. */
export async function mustNotBeSpent(
  clientToken: string | undefined,
  { db, account, signedAt }: Pick<WriteMoment, "db" | "account" | "signedAt">,
): Promise<void> {
  if (clientToken === undefined || signedAt === undefined) return;
  const [spent] = await spentToken(db, { uin: account.uin, clientToken });
  if (spent) throwIf(judgeLateness(signedAt, spent.spent_at));
}

/** Remembers tokens whose work has been undone, for as long as a request that was signed before may still arrive. */
export async function spendTokens(
  clientTokens: readonly (string | null)[],
  { db, account, askedAt }: Pick<WriteMoment, "db" | "account" | "askedAt">,
): Promise<void> {
  const { uin } = account;
  await db
    .deleteFrom("spent_tokens")
    .where("uin", "=", uin)
    .where("spent_at", "<", askedAt - spentTokenKeptFor)
    .execute();
  for (const client_token of clientTokens) {
    if (client_token === null) continue;
    await db
      .insertInto("spent_tokens")
      .values({ uin, client_token, spent_at: askedAt })
      .onConflict((conflict) => conflict.columns(["uin", "client_token"]).doUpdateSet({ spent_at: askedAt }))
      .execute();
  }
}

/** The tokens that have made an application. */
export async function spendTokensOf(sdkAppId: number, moment: WriteMoment): Promise<void> {
  const made = await moment.db
    .selectFrom("client_tokens")
    .select("client_token")
    .where("uin", "=", moment.account.uin)
    .where("sdk_app_id", "=", sdkAppId)
    .execute();
  await spendTokens(
    made.map(({ client_token }) => client_token),
    moment,
  );
}
