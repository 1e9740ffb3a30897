import type {
  ApplicationRecord,
  PushCertificateRecord,
  SubscriptionProduct,
  SubscriptionRecord,
} from "../../backend/api";
import type { Client } from "../../provider/client/client";
import type { TagRecord } from "../../provider/client/reads";
import { certificateFacts } from "./certificate-facts";

/** Everything that a backend tells of an application. */
interface Known {
  readonly record: ApplicationRecord;
  readonly tags: readonly TagRecord[];
  readonly subscriptions: readonly SubscriptionRecord[];
  readonly certificates: readonly PushCertificateRecord[];
}

export type Listed = ReturnType<typeof listed>;

/** An application as scripts get it, by the names that the properties of an `Application` have in a program. */
export const listed = ({ record, tags, subscriptions, certificates }: Known) => ({
  sdkAppId: record.SdkAppId,
  name: record.Name,
  description: record.Description,
  applicationType: record.ApplicationType,
  region: record.Region,
  rtcRegion: record.RtcRegion,
  products: record.Products,
  status: record.Status,
  statusSince: record.StatusSince,
  /** When the running change of status ends; null where none runs. */
  statusUntil: record.StatusUntil,
  disabledReason: record.DisabledReason,
  disabledCure: record.Cure,
  expireTime: record.ExpireTime,
  /** Each product's own status, edition and end. */
  productStatus: record.ProductStatus.map((one) => ({
    product: one.Product,
    status: one.Status,
    basicService: one.BasicService ?? null,
    valueAddedService: one.ValueAddedService ?? null,
    edition: one.Edition,
    expireTime: one.ExpireTime,
  })),
  rtcService: record.RtcService,
  signatureAlgorithm: record.SignatureAlgorithm,
  deletionProtection: record.DeletionProtection,
  deletableBySupportOnly: record.DeletableBySupportOnly,
  /** `clock`: simulated. */
  executor: record.Executor,
  tags: Object.fromEntries(tags.map(({ TagKey, TagValue }) => [TagKey, TagValue])),
  adminAccounts: record.AdminAccounts.map(({ UserId }) => UserId),
  subscriptions: subscriptions.map(packageOf),
  pushCertificates: certificates.map(certificateOf),
  /** What is to go with it: `PushCertificate 1400000001/9900001`. */
  leaving: (record.Leaving ?? []).map(({ Noun, Id }) => `${Noun} ${Id}`),
  /** `organization::stack::project::parents::name`; null where no declaration manages it. */
  declaration: record.Owner,
  createdTime: record.CreatedTime,
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
  { SdkAppId, Products }: ApplicationRecord,
): Promise<SubscriptionRecord[]> {
  const products: SubscriptionProduct[] = Products.includes("chat") ? [...Products, "call-pack"] : Products;
  const entries = await Promise.all(products.map((product) => client.subscription(SdkAppId, product)));
  return entries.flatMap((entry) => (entry.Outcome === "Found" ? [entry.Subscription] : []));
}
