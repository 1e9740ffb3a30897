import { type ApplicationRecord, defaultAdminAccount } from "../../backend/api";
import type { Bag } from "../../provider/lifecycle/bag";
import { defaultAccount } from "./names";

/** An application as a console shows it. */
export interface Found {
  readonly record: ApplicationRecord;
  readonly tags: Readonly<Record<string, string>>;
}

/**
 * The file that takes an existing application over as it is: everything that a file can say of it is declared as the
 * backend has it, so that nothing changes.
 */
export function importedFile(key: string, account: string, { record, tags }: Found): Bag {
  const admins = record.AdminAccounts.map(({ UserId }) => UserId).filter((id) => id !== defaultAdminAccount);
  return {
    application: key,
    ...(account !== defaultAccount && { account }),
    adopt: String(record.SdkAppId),
    name: record.Name,
    ...(record.Description !== "" && { description: record.Description }),
    ...(record.ApplicationType !== null && { applicationType: record.ApplicationType }),
    products: record.Products,
    region: record.Region,
    ...(record.Status === "Disabled" && { enabled: false }),
    deletionProtection: record.DeletionProtection,
    ...(Object.keys(tags).length > 0 && { tags }),
    ...(admins.length > 0 && { admins: admins.map((userId) => ({ userId, adopt: true })) }),
  };
}

/** What files call applications that had names in consoles only: each name once, none that is taken. */
export function keysFor(
  records: readonly ApplicationRecord[],
  taken: readonly string[],
): Map<number, string> {
  const used = new Set(taken);
  const keys = new Map<number, string>();
  for (const { SdkAppId, Name } of records) {
    const name = Name.replace(/[^A-Za-z0-9_-]/g, "")
      .replace(/^[^A-Za-z]+/, "")
      .slice(0, 29);
    const key = name === "" || used.has(name) ? `${name || "app"}-${SdkAppId}` : name;
    used.add(key);
    keys.set(SdkAppId, key);
  }
  return keys;
}
