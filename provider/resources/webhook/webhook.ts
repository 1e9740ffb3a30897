import { SetWebhook, type WebhookContents, type WebhookRecord } from "../../../backend/api";
import { explain, UserError } from "../../../ground/errors";
import { hasCode } from "../../client/errors";
import { defineKind } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import { printDeclaration } from "../../lifecycle/run/declaration";
import { defaultTimeouts } from "../../lifecycle/timeouts";
import { foreseeApplication } from "../application/exists";
import { foreign, foreseeWebhookAdoption, mayTake, nothingToAdopt } from "./adoption";
import { parseWebhookId, webhookId } from "./id";
import { webhookNow, webhooksOn } from "./look-up";
import { inputs, outputs } from "./properties";
import { remarkApplication, remarkContents } from "./remarks";
import { removeWebhook } from "./removal";
import { contentsIn, inWords, isAs, isOfStack } from "./standing";

/** A webhook as the backend has it, and whether it is as a declaration says. */
interface Observed {
  readonly record: WebhookRecord;
  isAs(contents: WebhookContents): boolean;
}

export const webhook = defineKind({
  name: "Webhook",
  description:
    "The URL that the backend of a product calls when something happens in an application: one for each of Call, Conference and Live. A webhook that others have set is never overwritten without `adopt`.",
  id: webhookId,
  inputs,
  outputs,
  notOnReal: undefined,
  endsAlone: true,
  deleteBeforeReplace: true,
  timeouts: defaultTimeouts.withoutWaits,

  foreseeFirst(listener, given, about) {
    remarkContents(listener, given, about);
    return [];
  },
  async foresee(session, proposal) {
    remarkContents(session, proposal.inputs, proposal.about);
    const missing = await foreseeApplication(session, proposal);
    if (missing.length > 0) return missing;
    await remarkApplication(session, proposal);
    return foreseeWebhookAdoption(session, proposal);
  },
  adopted: ({ application, product, adopt }) =>
    adopt === true && !containsUnknown([application, product])
      ? `${String(application)}/${String(product)}`
      : undefined,
  identity: (desired) => [desired.application, desired.product],
  holds: ({ application, product }) => [
    { names: [application, "webhooks", product], path: "product", isAll: true },
  ],

  async observe(session, id): Promise<Observed | undefined> {
    const record = await webhookNow(session, parseWebhookId(id));
    return record && { record, isAs: (contents) => isAs(session, record, contents) };
  },

  facts: ({ record, ...observed }: Observed, declared) => ({
    application: String(record.SdkAppId),
    product: record.Product,
    // Who may read no secrets is told whether it is the same, and else the part that isn't one.
    url:
      record.Url ??
      (observed.isAs({ ...contentsIn(declared), Events: record.Events }) ? declared.url : record.Address),
    events: record.Events,
  }),
  remarks: ({ record: { NotAvailable, Notes = [] } }: Observed) =>
    NotAvailable === null ? Notes : [NotAvailable, ...Notes],
  loggedAs: () => "Webhooks",
  attached: webhooksOn,
  results: ({ record }: Observed) => ({ address: record.Address }),

  async reconcile(session, change) {
    const { application, product, adopt } = change.desired;
    const id = `${application}/${product}`;
    const key = parseWebhookId(id);
    // observe
    const record = await webhookNow(session, key);
    if (change.current && !record) {
      throw new UserError(
        "the webhook was deleted behind Pulumi's back; run `pulumi refresh`, then `pulumi up`",
      );
    }
    if (adopt === true && !record) throw new UserError(`adopt ${nothingToAdopt(key)}`);
    if (record && !change.current && !mayTake(session, record, change.desired, change.declaration))
      throw new UserError(`product ${foreign(record)}`);
    const isOthers = record && record.Owner !== null && !isOfStack(record, change.declaration);
    if (record && change.current && isOthers && adopt !== true) {
      throw new UserError(
        `another declaration manages it now, and nothing was changed (OperationDenied.ManagedElsewhere): ${inWords(record)}. Leave it to one of them, or take it back with adopt: true`,
      );
    }
    // ensure, sync
    const Owner = printDeclaration(change.declaration);
    const asked = { ...key, ...contentsIn(change.desired), Owner };
    await session.client
      .call(SetWebhook, {
        ...asked,
        ...(record ? { Revision: record.Revision } : { ClientToken: change.clientToken }),
      })
      .catch(explainRace);
    if (isOthers) session.reporter.info(change.about, `took over a webhook: ${inWords(record)} before`);
    change.made(id);
  },

  remove: removeWebhook,
});

/** Somebody was faster between the look and the write. */
function explainRace(error: unknown): never {
  if (!hasCode(error, "ResourceInUse.Webhook", "FailedOperation.WebhookChanged")) throw error;
  throw new UserError(`${explain(error)}; run \`pulumi refresh\` to see what is there now`, { cause: error });
}
