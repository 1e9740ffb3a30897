import {
  type ApplicationRecord,
  defaultAdminAccount,
  PlainWebhookUrl,
  type SubscriptionProduct,
  type WebhookRecord,
} from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { importedFrom } from "../../provider/resources/application/fields";
import { defaultAccount } from "./names";

/** An application as a console shows it. */
export interface Found {
  readonly record: ApplicationRecord;
  /** Null where nobody knows. */
  readonly tags: Readonly<Record<string, string>> | null;
  /** Products whose packages run. */
  readonly subscriptions: readonly SubscriptionProduct[];
  readonly webhooks: readonly WebhookRecord[];
  /** Ids of its push certificates. They can't stand in a file that is made from them: nobody can read their secrets. */
  readonly certificates: readonly number[];
}

/** Where a file belongs. */
interface Belonging {
  readonly account: string;
  /** Undefined where files tell no environments apart. */
  readonly environment: string | undefined;
}

/** Whether a file can say what a webhook is: an URL with a secret never stands in one. */
export const fitsInFile = ({ Url }: WebhookRecord): boolean => PlainWebhookUrl.safeParse(Url).success;

/**
 * The file that takes an existing application over as it is: everything but certificates, and webhooks with secret
 * URLs, is declared as the backend has it, so that nothing changes.
 */
export function importedFile(key: string, { account, environment }: Belonging, found: Found): Bag {
  const { record, subscriptions } = found;
  const webhooks = found.webhooks.filter(fitsInFile);
  const admins = record.AdminAccounts.map(({ UserId }) => UserId).filter((id) => id !== defaultAdminAccount);
  return {
    application: key,
    ...(account !== defaultAccount && { account }),
    adopt: String(record.SdkAppId),
    ...importedFrom(found),
    ...(admins.length > 0 && { admins: admins.map((userId) => ({ userId, adopt: true })) }),
    ...(subscriptions.length > 0 && {
      subscriptions: subscriptions.map((product) => ({ product, adopt: true })),
    }),
    ...(webhooks.length > 0 && {
      webhooks: webhooks.map(({ Product, Url, Events }) => ({
        product: Product,
        url: Url,
        events: Events,
        adopt: true,
      })),
    }),
    ...(environment !== undefined && { environments: { [environment]: {} } }),
  };
}

/**
 * What files call applications that had names in consoles only: each name once, none that is taken. Names that differ
 * in case alone would be one file on some machines.
 */
export function keysFor(
  records: readonly ApplicationRecord[],
  taken: readonly string[],
): Map<number, string> {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  const keys = new Map<number, string>();
  for (const { SdkAppId, Name } of records) {
    const name = (Name ?? "")
      .replace(/[^A-Za-z0-9_-]/g, "")
      .replace(/^[^A-Za-z]+/, "")
      .slice(0, 29);
    const key = name === "" || used.has(name.toLowerCase()) ? `${name || "app"}-${SdkAppId}` : name;
    used.add(key.toLowerCase());
    keys.set(SdkAppId, key);
  }
  return keys;
}
