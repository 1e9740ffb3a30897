import type {
  PushCertificateRecord,
  SimulatedApplication,
  SubscriptionProduct,
  SubscriptionRecord,
  WebhookRecord,
} from "../../backend/api";
import type { Bag } from "../../ground/bag";
import type { Client } from "../../provider/client/client";
import { application } from "../../provider/resources";
import { outputs } from "../../provider/resources/application/properties";
import type { Tags } from "../../provider/resources/application/tags";
import { subscriptions } from "../../provider/resources/subscription/look-up";
import { certificateFacts } from "./certificate-facts";

/** Everything that a backend tells of an application. */
export interface Known {
  readonly record: SimulatedApplication;
  readonly tags: Tags;
  readonly subscriptions: readonly SubscriptionRecord[];
  readonly certificates: readonly PushCertificateRecord[];
  readonly webhooks: readonly WebhookRecord[];
}

/** What a list hasn't: keys, which `getApplication` gives. */
const { secretKey, publicKey, privateKey, ...listedOutputs } = outputs.shape;

/** An application as scripts get it, by the names that the properties of an `Application` have in a program. */
export function listed({ record, tags, subscriptions, certificates, webhooks }: Known): Bag {
  const observed = { record, tags };
  const results: Bag = application.results(observed);
  const known = Object.keys(listedOutputs).map((name) => [name, results[name]]);
  return {
    ...withNulls({ ...application.facts(observed, {}), ...Object.fromEntries(known) }),
    statusSince: record.StatusSince,
    /** When the running change of status ends; null where none runs. */
    statusUntil: record.StatusUntil,
    /** Each product's own status, edition and end. */
    productStatus: record.ProductStatus.map((one) => ({
      product: one.Product,
      status: one.Status,
      basicService: one.BasicService ?? null,
      valueAddedService: one.ValueAddedService ?? null,
      edition: one.Edition,
      expireTime: one.ExpireTime,
    })),
    deletableBySupportOnly: record.DeletableBySupportOnly,
    tags,
    adminAccounts: record.AdminAccounts.map(({ UserId }) => UserId),
    subscriptions: subscriptions.map(packageOf),
    pushCertificates: certificates.map(certificateOf),
    webhooks: webhooks.map(webhookListed),
    /** What is to go with it: `PushCertificate 1400000001/9900001`. */
    leaving: (record.Leaving ?? []).map(({ Noun, Id }) => `${Noun} ${Id}`),
    /** `organization::stack::project::parents::name`; null where no declaration manages it. */
    declaration: record.Owner,
  };
}

const withNulls = (bag: Bag): Bag =>
  Object.fromEntries(Object.entries(bag).map(([name, value]) => [name, value ?? null]));

/** A webhook as scripts get it: of its URL what may be shown. */
export const webhookListed = (one: WebhookRecord) => ({
  product: one.Product,
  address: one.Address,
  events: one.Events,
  notAvailable: one.NotAvailable,
  /** Of a real application: the call that last showed it, and when. */
  ...(one.Seen && { by: one.Seen.By, time: one.Seen.Time, requestId: one.Seen.RequestId }),
  declaration: one.Owner,
});

const packageOf = (one: SubscriptionRecord) => ({
  product: one.Product,
  packageId: one.PackageId,
  edition: one.Edition,
  status: one.Status,
  cure: one.Cure,
  months: one.Months,
  configuration: one.Configuration,
  autoRenewal: one.AutoRenewal,
  purchasedTime: one.PurchasedTime,
  expireTime: one.ExpireTime,
  remainingDays: one.RemainingDays,
  refundable: one.Refundable,
  declaration: one.Owner,
});

const certificateOf = (one: PushCertificateRecord) => ({
  ...certificateFacts(one),
  expired: one.Expired,
  declaration: one.Owner,
});

/** What was ever bought or claimed for an application. */
export async function subscriptionsOf(
  client: Client,
  { SdkAppId, Products }: SimulatedApplication,
): Promise<SubscriptionRecord[]> {
  const products: SubscriptionProduct[] = Products.includes("chat") ? [...Products, "call-pack"] : Products;
  const entries = await Promise.all(
    products.map((product) => client.look(subscriptions, { SdkAppId, Product: product })),
  );
  return entries.flatMap((entry) => (entry.Outcome === "Found" ? [entry.Subscription] : []));
}
