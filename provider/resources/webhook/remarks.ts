import { productTitles, type RegionName, type WebhookProduct, webhookFamilies } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { suggestion } from "../../../ground/suggestion";
import type { Listener, Proposal, Session } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import type { Declaration } from "../../lifecycle/run/reporter";
import { isReal } from "../in-console";
import { subscriptions } from "../subscription/look-up";
import { isRunning } from "../subscription/plan";
import { type Key, parseWebhookId } from "./id";

/** Says of what is declared what is no failure, and may bite all the same. */
export function remarkContents(
  { reporter }: Pick<Listener, "reporter">,
  inputs: Bag,
  about: Declaration,
): void {
  const { product, url, events } = inputs;
  if (typeof url === "string" && url.startsWith("http://")) {
    reporter.warn(
      about,
      "url begins with http://: whoever is on the way reads and forges what Tencent posts; use https://",
    );
  }
  const family = familyOf(product);
  if (!family || !Array.isArray(events)) return;
  const known = Object.keys(family.events);
  for (const event of events) {
    if (typeof event !== "string" || containsUnknown(event) || known.includes(event)) continue;
    reporter.warn(
      about,
      `events: "${event}" isn't among the events that Tencent documents for this product (${family.page}), so that it may never come; ${suggestion(event, known)}`,
    );
  }
}

const isProduct = (product: unknown): product is WebhookProduct =>
  typeof product === "string" && Object.hasOwn(webhookFamilies, product);

const familyOf = (product: unknown) => (isProduct(product) ? webhookFamilies[product] : undefined);

/** Says of a new webhook what its application lacks. */
export async function remarkApplication(session: Session, { inputs, olds, about }: Proposal): Promise<void> {
  const { application, product } = inputs;
  if (olds !== undefined || containsUnknown([application, product])) return;
  const key = parseWebhookId(`${application}/${product}`);
  const entry = await session.client.application(key.SdkAppId);
  if (entry.Outcome !== "Found") return;
  const { Region } = entry.Application;
  const undocumented = Region === null ? undefined : hostRemark(key.Product, Region);
  if (undocumented !== undefined) session.reporter.warn(about, undocumented);
  // Of a real one Tencent itself says whether the product is there, by the look at the webhook.
  if (!isReal(session) && !(await hasPackage(session, key))) session.reporter.warn(about, packageRemark(key));
}

/** What is to be said of a region whose host no page of a product names. */
function hostRemark(product: WebhookProduct, region: RegionName): string | undefined {
  const { regions, service } = webhookFamilies[product];
  return regions.includes(region)
    ? undefined
    : `Tencent documents the commands of ${service} for ${regions.join(", ")} alone, and the application is in ${region}: a real one may refuse them`;
}

async function hasPackage({ client }: Session, { SdkAppId, Product }: Key): Promise<boolean> {
  const entries = await Promise.all(
    webhookFamilies[Product].packages.map((one) => client.look(subscriptions, { SdkAppId, Product: one })),
  );
  return entries.some((entry) => entry.Outcome === "Found" && isRunning(entry.Subscription));
}

const packageRemark = ({ SdkAppId, Product }: Key): string =>
  `no package or trial of ${productTitles[Product]} runs on Application ${SdkAppId}, without which the webhook is refused: ` +
  `declare a Subscription of ${webhookFamilies[Product].packages.map((one) => `"${one}"`).join(" or ")}, and name it in dependsOn of this`;
