import { productTitles, type WebhookRecord } from "../../../backend/api";
import type { Failure } from "../../../ground/bag";
import type { Proposal, Session } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import type { DeclarationParts } from "../../lifecycle/run/declaration";
import { type Key, parseWebhookId } from "./id";
import { webhookNow } from "./look-up";
import { contentsIn, inWords, isAs, isOfStack } from "./standing";

/** Why there is nothing to adopt; begins as what follows the property's name. */
export const nothingToAdopt = ({ SdkAppId, Product }: Key): string =>
  `takes over a webhook that exists already, and Application ${SdkAppId} has none of ${productTitles[Product]}; ` +
  "leave it out to set the webhook, which destroying then deletes";

/** Why a webhook that is there is left alone; begins as what follows the property's name. */
export const foreign = (record: WebhookRecord): string =>
  `has a webhook already, which nothing here has set: ${inWords(record)} (ResourceInUse.Webhook). ` +
  "adopt: true takes it over, sets it as declared, and leaves it when this is destroyed; " +
  'if this declaration was only renamed, tell with aliases: [{ name: "<old name>" }]';

/** Whether a new declaration may go on with what is there. */
export const mayTake = (
  session: Pick<Session, "account">,
  record: WebhookRecord,
  inputs: Proposal["inputs"],
  declaration: DeclarationParts,
): boolean =>
  inputs.adopt === true || isOfStack(record, declaration) || isAs(session, record, contentsIn(inputs));

/** Foresees a webhook that is somebody else's, and an adoption of one that isn't there. */
export async function foreseeWebhookAdoption(session: Session, proposal: Proposal): Promise<Failure[]> {
  const { inputs, olds, declaration } = proposal;
  const { application, product, url, events, adopt } = inputs;
  if (containsUnknown([application, product])) return [];
  // Of one that is declared already, the refresh tells what became of it.
  if (olds?.application === application && olds?.product === product) return [];
  const key = parseWebhookId(`${application}/${product}`);
  const record = await webhookNow(session, key);
  if (!record) return adopt === true ? [{ path: "adopt", reason: nothingToAdopt(key) }] : [];
  if (containsUnknown([url, events]) || mayTake(session, record, inputs, declaration)) return [];
  return [{ path: "product", reason: foreign(record) }];
}
