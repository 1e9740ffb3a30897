import {
  ApiError,
  type ApplicationRecord,
  applicationResource,
  applicationsPerRequest,
  DescribeApplications,
  DescribeSubscriptions,
  DescribeWebhooks,
  everyEntry,
  GetResources,
  GetTagKeys,
  ListApplications,
  ListPushCertificates,
  type PushCertificateRecord,
  pushCertificatesPerRequest,
  type SimulatedApplication,
  type SubscriptionProduct,
  type SubscriptionRecord,
  type WebhookProduct,
  type WebhookRecord,
  webhookProducts,
} from "../../api";
import type { Visit } from "../session/visit";

/** Resources of one page of GetResources at most. */
const resourcesPerPage = 200;

export interface Tag {
  readonly key: string;
  readonly value: string;
}

/** Every application of the account, by SDKAppID. */
export async function everyApplication(visit: Visit): Promise<SimulatedApplication[]> {
  return whole(async (Offset) => {
    const page = await visit.ask(ListApplications, { Offset, Limit: applicationsPerRequest });
    return { count: page.TotalCount, entries: page.Applications.map(simulated) };
  });
}

/** No key pair of a real account is let in. */
function simulated(record: ApplicationRecord): SimulatedApplication {
  if (record.Executor === "clock") return record;
  throw new Error(`application ${record.SdkAppId} is real, and the page is for simulated ones`);
}

/** @throws ApiError `ResourceUnavailable` when the count doesn't keep still. */
async function whole<Entry>(read: Parameters<typeof everyEntry<Entry>>[0]): Promise<Entry[]> {
  const found = await everyEntry(read);
  if (found) return found;
  throw new ApiError(
    "ResourceUnavailable",
    "entries of this list are being made or deleted all the while: look again when that is over",
  );
}

/** @throws ApiError where it doesn't exist, or belongs to another account. */
export async function applicationOf(
  visit: Visit,
  id: string,
  withSecrets = false,
): Promise<SimulatedApplication> {
  if (!/^[1-9]\d{0,9}$/.test(id)) throw noSuchApplication();
  const [entry] = (
    await visit.ask(DescribeApplications, { SdkAppIds: [Number(id)], WithSecrets: withSecrets })
  ).Entries;
  if (entry?.Outcome === "Found") return simulated(entry.Application);
  throw entry ? new ApiError(entry.Code, entry.Message) : noSuchApplication();
}

const noSuchApplication = (): ApiError =>
  new ApiError("ResourceNotFound.Application", "an SDKAppID is a number of at most ten digits");

/** The tags of every application that has any, by SDKAppID. */
export async function everyTag(visit: Visit): Promise<ReadonlyMap<number, readonly Tag[]>> {
  const found = new Map<number, readonly Tag[]>();
  let token = "";
  do {
    const page = await visit.ask(GetResources, { PaginationToken: token, MaxResults: resourcesPerPage });
    for (const { Resource, Tags } of page.ResourceTagMappingList) found.set(idIn(Resource), Tags.map(tagOf));
    token = page.PaginationToken;
  } while (token !== "");
  return found;
}

/** SDKAppID in a resource name of six segments. */
const idIn = (resource: string): number => Number(resource.slice(resource.lastIndexOf("/") + 1));

const tagOf = ({ TagKey, TagValue }: { TagKey: string; TagValue: string }): Tag => ({
  key: TagKey,
  value: TagValue,
});

export async function tagsOf(visit: Visit, sdkAppId: number): Promise<readonly Tag[]> {
  const [mapping] = (await visit.ask(GetResources, { ResourceList: [resourceOf(visit, sdkAppId)] }))
    .ResourceTagMappingList;
  return mapping?.Tags.map(tagOf) ?? [];
}

/** The application's name for the tag service. */
export const resourceOf = ({ account }: Visit, sdkAppId: number): string =>
  applicationResource(account.Uin, sdkAppId);

/** Keys that are in use already, for whoever chooses one. */
export const tagKeys = async (visit: Visit): Promise<readonly string[]> =>
  (await visit.ask(GetTagKeys, { MaxResults: 1_000 })).TagKeys;

/** The push certificates of one application, or of the whole account, by their end. */
export async function certificatesOf(visit: Visit, sdkAppId?: number): Promise<PushCertificateRecord[]> {
  const found = await whole(async (Offset) => {
    const Limit = pushCertificatesPerRequest;
    const page = await visit.ask(ListPushCertificates, { SdkAppId: sdkAppId, Offset, Limit });
    return { count: page.TotalCount, entries: page.PushCertificates };
  });
  return found.sort(byEnd);
}

/** Orders certificates by their expiry; those that don't expire come last. */
const byEnd = (one: PushCertificateRecord, other: PushCertificateRecord): number =>
  (one.NotAfter ?? "9").localeCompare(other.NotAfter ?? "9") || one.CertificateId - other.CertificateId;

/** What was ever bought or claimed for an application, by product. */
export async function subscriptionsOf(
  visit: Visit,
  { SdkAppId, Products }: SimulatedApplication,
): Promise<ReadonlyMap<SubscriptionProduct, SubscriptionRecord>> {
  const products: SubscriptionProduct[] = Products.includes("chat") ? [...Products, "call-pack"] : Products;
  const { Entries } = await visit.ask(DescribeSubscriptions, {
    Subscriptions: products.map((Product) => ({ SdkAppId, Product })),
  });
  return new Map(
    Entries.flatMap((entry) =>
      entry.Outcome === "Found" ? [[entry.Product, entry.Subscription] as const] : [],
    ),
  );
}

/** What the backends of an application's products call, by product. */
export async function webhooksOf(
  visit: Visit,
  SdkAppId: number,
): Promise<ReadonlyMap<WebhookProduct, WebhookRecord>> {
  const { Entries } = await visit.ask(DescribeWebhooks, {
    Webhooks: webhookProducts.map((Product) => ({ SdkAppId, Product })),
  });
  return new Map(
    Entries.flatMap((entry) => (entry.Outcome === "Found" ? [[entry.Product, entry.Webhook] as const] : [])),
  );
}
