import { z } from "zod";
import { actionsOf } from "../action";
import { entryOf } from "../entry";
import { ClientToken, Instant, Owner, SdkAppId, storedText } from "../fields";
import { managementVersion } from "../version";
import { WebhookEvents, WebhookProductName, WebhookUrl } from "./fields";

/**
 * What the backends of Call, Conference and Live call: one webhook per application and product. Tencent's own commands
 * for it (`v4/call_config/set_callback` and its kin) have neither an owner nor a revision.
 */
const action = actionsOf("rtcapp", managementVersion);

const webhookId = { SdkAppId, Product: WebhookProductName };

export const WebhookRecord = z.object({
  ...webhookId,
  /** Missing where parts of it are secret and the key pair may read no secrets. */
  Url: z.string().optional(),
  /** Instead of `Url`: why the backend can't open it, and what to do. */
  UrlFault: z.string().optional(),
  /** The URL without what is secret of it: its query and its user information. */
  Address: z.string(),
  Events: z.array(z.string()),
  /** Stands for the URL and the events (`webhookRevision`): another one means that somebody changed them. */
  Revision: z.string(),
  /** The declaration that set it; null where it was set by other means. */
  Owner: z.string().nullable(),
  /** Why nothing is called at present, and what to do; null where nothing hinders it. */
  NotAvailable: z.string().nullable(),
  /** When it was last changed from here; null of a real one that wasn't. */
  ChangedTime: Instant.nullable(),
  /** Of a real one: the call that last showed it. Missing where none did. */
  Seen: z
    .object({
      /** The call and its answer: "get_callback of call_config at tokyo: 0". */
      By: z.string(),
      Time: Instant,
      RequestId: z.string().nullable(),
    })
    .optional(),
  /** Of a real one: what is to be known of it beside that, such as why nobody could look. */
  Notes: z.array(z.string()).optional(),
});
export type WebhookRecord = z.output<typeof WebhookRecord>;

/** Webhooks of one look at most. */
export const webhooksPerRequest = 100;

export const DescribeWebhooks = action(
  "DescribeWebhooks",
  "read",
  z.strictObject({
    Webhooks: z.array(z.strictObject(webhookId)).min(1).max(webhooksPerRequest),
    /** Of a real account: as they are known here, without asking Tencent Cloud. */
    AsKnown: z.boolean().default(false),
  }),
  z.object({ Entries: z.array(entryOf("Webhook", webhookId, { Webhook: WebhookRecord })) }),
);

/**
 * Sets a webhook. What is there is replaced only by whoever has seen it, and tells by its revision: else it is refused
 * with ResourceInUse.Webhook, and with FailedOperation.WebhookChanged where that isn't what is there any more. Contents
 * that are there already change nothing but the owner.
 */
export const SetWebhook = action(
  "SetWebhook",
  "write",
  z.strictObject({
    ...webhookId,
    Url: WebhookUrl,
    Events: WebhookEvents,
    /** Who declares it; without it what is set belongs to nobody. */
    Owner: Owner.optional(),
    /** A creation that arrives late, when what it made has been deleted since, makes nothing. */
    ClientToken: ClientToken.optional(),
    /** What is to be replaced; without it nothing may be there. */
    Revision: storedText(64).optional(),
  }),
  z.object({ Revision: z.string(), Outcome: z.enum(["Made", "Changed", "Same"]) }),
);

export const DeleteWebhook = action(
  "DeleteWebhook",
  "write",
  z.strictObject({
    ...webhookId,
    /** What is to be deleted; without it whatever is there. */
    Revision: storedText(64).optional(),
  }),
  z.object({}),
);

/** Takes its owner off a webhook and leaves it as it is. */
export const ReleaseWebhook = action(
  "ReleaseWebhook",
  "write",
  z.strictObject({ ...webhookId, Owner }),
  z.object({
    /** True where another declaration has set it since: then nothing was changed. */
    Outdated: z.boolean(),
  }),
);
