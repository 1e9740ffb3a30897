import type { KindName } from "../test/provider/engine/declarations";
import type { Resource } from "../test/provider/engine/results";
import type { Row } from "./databases";

/** Something that exists in the database. */
export interface Thing {
  readonly kind: KindName;
  /** As the state has it. */
  readonly id: string;
  /** The SDKAppID that it is, or hangs on. */
  readonly application: string;
  /** The declaration that claims it; null where none does, or where its kind has no claims. */
  readonly owner: string | null;
  /** Of an application. */
  readonly region?: string;
  /** Let go of by a declaration, and kept by design until its application goes (docs/decisions/016). */
  readonly isReleased: boolean;
}

export const keyOf = ({ kind, id }: Pick<Thing, "kind" | "id">): string => `${kind} ${id}`;

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

/** The account that each application has from its beginning; nobody need declare it. */
const given = "administrator";

/**
 * Everything that exists of an account, by plain SQL: whatever our own service says is not asked.
 *
 * @param now milliseconds since 1970 by the server's clock: a deletion whose window is over has happened
 */
export async function thingsOf(
  sql: (query: string) => Promise<Row[]>,
  uin: string,
  now: number,
): Promise<Thing[]> {
  const of = (columns: string, table: string) => sql(`select ${columns} from ${table} where uin = '${uin}'`);
  const below = (columns: string, table: string) =>
    sql(
      `select ${columns} from ${table} t join applications a on a.sdk_app_id = t.sdk_app_id where a.uin = '${uin}'`,
    );
  const applications = await of("sdk_app_id, owner, region, status, status_until", "applications");
  const isGoing = ({ status, status_until }: Row) => status === "Deleting" && Number(status_until) <= now;
  const gone = new Set(applications.filter(isGoing).map((row) => String(row.sdk_app_id)));
  const thing = (kind: KindName, row: Row, rest: string | undefined, isReleased: boolean): Thing => {
    const application = String(row.sdk_app_id);
    const id = rest === undefined ? application : `${application}/${rest}`;
    return { kind, id, application, owner: textOrNull(row.owner), isReleased };
  };
  const accounts = await below("t.sdk_app_id, t.user_id", "admin_accounts");
  const certificates = await of("sdk_app_id, certificate_id, owner, leaving_at", "push_certificates");
  const plans = await below("t.sdk_app_id, t.product, t.owner, t.leaving_at", "subscriptions");
  const tags = await of("sdk_app_id, tag_key", "tag_bindings");
  const webhooks = await below("t.sdk_app_id, t.product, t.owner", "webhooks");
  const leaves = ({ leaving_at }: Row) => leaving_at !== null;
  // Applications come first; a kind that is left out doesn't compile.
  const things: Readonly<Record<KindName, Thing[]>> = {
    Application: applications.map((row) => ({
      ...thing("Application", row, undefined, false),
      region: String(row.region),
    })),
    AdminAccount: accounts
      .filter(({ user_id }) => user_id !== given)
      .map((row) => thing("AdminAccount", row, String(row.user_id), false)),
    PushCertificate: certificates.map((row) =>
      thing("PushCertificate", row, String(row.certificate_id), leaves(row)),
    ),
    Subscription: plans.map((row) =>
      thing("Subscription", row, String(row.product), leaves(row) || row.owner === null),
    ),
    Tag: tags.map((row) => thing("Tag", row, encodeURIComponent(String(row.tag_key)), false)),
    Webhook: webhooks.map((row) => thing("Webhook", row, String(row.product), row.owner === null)),
  };
  return Object.values(things)
    .flat()
    .filter(({ application }) => !gone.has(application));
}

/** What a state stands for: each resource, and the tags that an application declares itself. */
export function heldIn(resources: Iterable<Resource>): Map<string, string> {
  const held = new Map<string, string>();
  for (const { kind, name, id, inputs } of resources) {
    if (kind === "AdminAccount" && id.endsWith(`/${given}`)) continue;
    held.set(keyOf({ kind, id }), name);
    if (kind !== "Application") continue;
    for (const key of Object.keys(Object(inputs.tags)))
      held.set(keyOf({ kind: "Tag", id: `${id}/${encodeURIComponent(key)}` }), name);
  }
  return held;
}
