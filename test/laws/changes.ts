import fc from "fast-check";
import {
  DeleteAdminAccount,
  DisableApplication,
  EnableApplication,
  ModifyApplication,
  SupportDeleteApplication,
} from "../../backend/api";
import type { Backend } from "../provider/backend";
import type { Configuration, Estate } from "./configurations";

/** What somebody may do to an application and what hangs on it, behind the provider's back. */
const kinds = [
  "rename",
  "describe",
  "retype",
  "switch",
  "protect",
  "retag",
  "untag",
  "foreign tag",
  "rebind",
  "unbind",
  "dismiss",
  "delete",
] as const;
type ChangeKind = (typeof kinds)[number];

/** Kinds of change by application; those that an application has nothing for do nothing. */
export type Changes = Readonly<Record<string, readonly ChangeKind[]>>;

export const changes: fc.Arbitrary<Changes> = fc.dictionary(
  fc.constantFrom("one", "two", "three"),
  fc.uniqueArray(fc.constantFrom(...kinds), { maxLength: 4 }),
  { noNullPrototype: true },
);

/** What a refresh must show then: the inputs that differ, and the resources that are gone. */
export interface Shown {
  readonly changed: Record<string, string[]>;
  readonly dropped: Set<string>;
}

/** A value that no generated configuration declares. */
const other = "Z_changed_by_hand";

/** Makes the changes one after the other and foretells what a refresh shows. */
export async function makeChanges(
  backend: Backend,
  config: Configuration,
  byName: Changes,
  idOf: (name: string) => string,
): Promise<Shown> {
  const shown: Shown = { changed: {}, dropped: new Set() };
  for (const [name, estate] of Object.entries(config)) {
    const wanted = byName[name] ?? [];
    // A deletion comes last, since nothing can be changed after it.
    for (const kind of [...wanted].sort((one, two) => Number(one === "delete") - Number(two === "delete"))) {
      await makeChange(kind, backend, { name, estate, id: idOf(name) }, shown);
    }
  }
  for (const inputs of Object.values(shown.changed)) inputs.sort();
  return shown;
}

interface Target {
  readonly name: string;
  readonly estate: Estate;
  readonly id: string;
}

async function makeChange(
  kind: ChangeKind,
  backend: Backend,
  { name, estate, id }: Target,
  shown: Shown,
): Promise<void> {
  const SdkAppId = Number(id);
  const drifted = (resource: string, input: string) => {
    const inputs = shown.changed[resource] ?? [];
    shown.changed[resource] = inputs.includes(input) ? inputs : [...inputs, input];
  };
  const modify = (change: object) => backend.call(ModifyApplication, { SdkAppId, ...change });
  const bind = (change: Parameters<Backend["retag"]>[1]) => backend.retag(SdkAppId, change);
  const [ownKey] = Object.keys(estate.tags);
  const [lastOwnKey] = Object.keys(estate.tags).slice(1);
  const [boundKey] = Object.keys(estate.bound);
  const [lastBoundKey] = Object.keys(estate.bound).slice(1);
  const account = estate.accounts.find((userId) => userId !== "administrator");

  switch (kind) {
    case "rename":
      await modify({ Name: "Z_by_hand" });
      return drifted(name, "name");
    case "describe":
      await modify({ Description: other });
      return drifted(name, "description");
    case "retype":
      await modify({ ApplicationType: other });
      return estate.applicationType === undefined ? undefined : drifted(name, "applicationType");
    case "switch":
      await backend.call(estate.enabled ? DisableApplication : EnableApplication, { SdkAppId });
      return drifted(name, "enabled");
    case "protect":
      await modify({ DeletionProtection: !estate.deletionProtection });
      return drifted(name, "deletionProtection");
    case "retag":
      if (ownKey === undefined) return;
      await bind({ ReplaceTags: [{ TagKey: ownKey, TagValue: other }] });
      return drifted(name, "tags");
    case "untag":
      if (lastOwnKey === undefined) return;
      await bind({ DeleteTags: [{ TagKey: lastOwnKey }] });
      return drifted(name, "tags");
    case "foreign tag":
      await bind({ ReplaceTags: [{ TagKey: "valueOf", TagValue: other }] });
      return;
    case "rebind":
      if (boundKey === undefined) return;
      await bind({ ReplaceTags: [{ TagKey: boundKey, TagValue: other }] });
      return drifted(`${name}-tag-${boundKey}`, "value");
    case "unbind":
      if (lastBoundKey === undefined) return;
      await bind({ DeleteTags: [{ TagKey: lastBoundKey }] });
      shown.dropped.add(`${name}-tag-${lastBoundKey}`);
      return;
    case "dismiss":
      if (account === undefined) return;
      await backend.call(DeleteAdminAccount, { SdkAppId, UserId: account });
      shown.dropped.add(`${name}-${account}`);
      return;
    case "delete":
      await backend.admin(SupportDeleteApplication, { SdkAppId });
      for (const resource of [name, ...estate.accounts.map((userId) => `${name}-${userId}`)])
        shown.dropped.add(resource);
      for (const key of Object.keys(estate.bound)) shown.dropped.add(`${name}-tag-${key}`);
  }
}
