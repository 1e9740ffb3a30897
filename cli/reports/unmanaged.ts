import type { Found } from "../../apps/format/imported";
import { type ApplicationRecord, subscriptionProducts } from "../../backend/api";
import type { Client } from "../../provider/client/client";
import { everyApplication } from "../../provider/client/every-application";
import { seeTags, tagsOn } from "../../provider/resources/application/tags";
import { everyCertificate } from "../../provider/resources/push-certificate/look-up";
import { subscriptions } from "../../provider/resources/subscription/look-up";
import { everyWebhook } from "../../provider/resources/webhook/look-up";

/** The applications that no declaration manages, and what of theirs none manages either. */
export async function unmanaged(client: Client): Promise<Found[]> {
  const records = await everyApplication(client);
  const free = records.filter(({ Owner, Status }) => Owner === null && Status !== "Deleting");
  return Promise.all(free.map((record) => foundOf(client, record)));
}

async function foundOf(client: Client, record: ApplicationRecord): Promise<Found> {
  const { SdkAppId } = record;
  // Of a real one nobody knows the others.
  if (record.Executor === "operator") {
    const [{ tags }, webhooks] = await Promise.all([
      seeTags(client, SdkAppId),
      everyWebhook(client, SdkAppId),
    ]);
    const free = webhooks.filter(({ Owner }) => Owner === null);
    return { record, tags, subscriptions: [], certificates: [], webhooks: free };
  }
  const [tags, certificates, packages, webhooks] = await Promise.all([
    tagsOn(client, SdkAppId),
    everyCertificate(client, SdkAppId),
    Promise.all(
      subscriptionProducts.map((product) => client.look(subscriptions, { SdkAppId, Product: product })),
    ),
    everyWebhook(client, SdkAppId),
  ]);
  return {
    record,
    tags,
    webhooks: webhooks.filter(({ Owner }) => Owner === null),
    subscriptions: packages.flatMap((entry) => {
      if (entry.Outcome !== "Found") return [];
      const { Owner, Status, Product } = entry.Subscription;
      const isRunning = Status === "InUse" || Status === "Overdue";
      return Owner === null && isRunning ? [Product] : [];
    }),
    certificates: certificates.flatMap(({ Owner, CertificateId }) => (Owner === null ? [CertificateId] : [])),
  };
}
