import type { Edition, SubscriptionProduct } from "../../api";
import { judgeOrderToken, orderHash } from "../../rules/subscription/orders";
import type { OrderRow, SubscriptionRow } from "../../store";
import { instant } from "../application/record";
import type { Scope, WriteMoment } from "../scope";
import { noSuchSubscription } from "./live";

export interface Order {
  readonly SdkAppId: number;
  readonly Product: SubscriptionProduct;
  readonly ClientToken?: string | undefined;
  readonly Configuration?: Readonly<Record<string, number>> | undefined;
  readonly verb: OrderRow["verb"];
  readonly edition: Edition;
  readonly months: number;
}

interface OrderAnswer {
  readonly Replayed: boolean;
  readonly OrderedTime: string;
  readonly ExpireTime: string;
}

const hashOf = (order: Order): string =>
  orderHash(
    order.verb,
    order.SdkAppId,
    order.Product,
    order.edition,
    order.months,
    Object.entries(order.Configuration ?? {}).sort(),
  );

export const answerOf = (row: SubscriptionRow, now: number): OrderAnswer => ({
  Replayed: false,
  OrderedTime: instant(now),
  ExpireTime: instant(row.ends_at),
});

/** The answer of the first order with this token, where there was one. */
export async function replayed(order: Order, moment: WriteMoment): Promise<OrderAnswer | undefined> {
  const { SdkAppId, Product, ClientToken } = order;
  if (ClientToken === undefined) return undefined;
  const { db, now, settings, account } = moment;
  const used = await db
    .selectFrom("orders")
    .select(["parameters_hash", "ordered_at"])
    .where("uin", "=", account.uin)
    .where("client_token", "=", ClientToken)
    .executeTakeFirst();
  if (!used) return undefined;
  const refused = judgeOrderToken(used, hashOf(order), now, settings);
  if (refused) throw refused;
  const row = await db
    .selectFrom("subscriptions")
    .select("ends_at")
    .where("sdk_app_id", "=", SdkAppId)
    .where("product", "=", Product)
    .executeTakeFirst();
  if (!row) throw noSuchSubscription(SdkAppId, Product);
  return { Replayed: true, OrderedTime: instant(used.ordered_at), ExpireTime: instant(row.ends_at) };
}

/** Enters an order into the ledger. */
export async function noteOrder(order: Order, { random }: Scope, moment: WriteMoment): Promise<void> {
  await moment.db
    .insertInto("orders")
    .values({
      order_id: Buffer.from(random.bytes(16)).toString("hex"),
      uin: moment.account.uin,
      sdk_app_id: order.SdkAppId,
      product: order.Product,
      verb: order.verb,
      edition: order.edition,
      months: order.months,
      client_token: order.ClientToken ?? null,
      parameters_hash: hashOf(order),
      ordered_at: moment.now,
    })
    .execute();
}

/** What is ordered from now on for a subscription is something new, whoever orders it. */
export async function freeOrderTokens(
  { sdk_app_id, product }: SubscriptionRow,
  { db, account }: WriteMoment,
): Promise<void> {
  await db
    .updateTable("orders")
    .set({ client_token: null })
    .where("uin", "=", account.uin)
    .where("sdk_app_id", "=", sdk_app_id)
    .where("product", "=", product)
    .execute();
}
