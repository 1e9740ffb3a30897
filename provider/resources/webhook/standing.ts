import {
  ownerInWords,
  productTitles,
  type WebhookContents,
  type WebhookRecord,
  webhookRevision,
} from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import type { Session } from "../../lifecycle/kind";
import { type DeclarationParts, stackPrefix } from "../../lifecycle/run/declaration";

/** What a declaration, or a state, says of a webhook. */
export const contentsIn = ({ url, events }: Bag) => ({
  Url: String(url),
  Events: Array.isArray(events) ? events.map(String) : [],
});

/** Whether a webhook is as these contents say. */
export function isAs(
  { account: { FingerprintKey: key } }: Pick<Session, "account">,
  { Url, Events, Revision }: WebhookRecord,
  wanted: WebhookContents,
): boolean {
  if (key !== undefined) return webhookRevision(key, wanted) === Revision;
  return Url === wanted.Url && [...Events].sort().join() === [...wanted.Events].sort().join();
}

/**
 * Whether a declaration of this stack has set a webhook: a renamed resource is made under its new name before it is
 * deleted under the old one.
 */
export const isOfStack = ({ Owner }: WebhookRecord, declaration: DeclarationParts): boolean =>
  Owner?.startsWith(stackPrefix(declaration)) === true;

/** What is there, and who set it. */
export const inWords = ({ SdkAppId, Product, Address, Owner }: WebhookRecord): string =>
  `the ${productTitles[Product]} webhook of Application ${SdkAppId} goes to ${Address}, set by ${
    Owner === null ? "nobody's declaration" : `"${ownerInWords(Owner)}"`
  }`;
