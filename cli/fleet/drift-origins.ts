import type { Drift } from "../../apps/engine";
import {
  type ActivityRecord,
  activitiesPerRequest,
  DescribeActivities,
  type WebhookRecord,
} from "../../backend/api";
import type { Client } from "../../provider/client/client";
import { kinds } from "../../provider/resources";
import { adminPlace } from "../../provider/resources/admin-account/adoption";
import { factBehind, placeOf } from "../../provider/resources/application/fields";
import { placeInWords } from "../../provider/resources/in-console";
import { everyKnownWebhook } from "../../provider/resources/webhook/look-up";

/** Pages of the activity log that are looked through: what lies further back has no origin here. */
const pagesRead = 5;

/** Milliseconds between asking for a status and its being in effect, at most. */
const longestWindow = 600_000;

/** Adds to each difference when and by whom it was made, as far as the backend's activity log tells. */
export async function withOrigins(client: Client, drift: readonly Drift[]): Promise<Drift[]> {
  const found = new Map<Drift, ActivityRecord>();
  let PaginationToken = "";
  for (let read = 0; read < pagesRead && found.size < drift.length; read += 1) {
    const page = await client.call(DescribeActivities, { PaginationToken, MaxResults: activitiesPerRequest });
    for (const one of drift) {
      const origin = found.get(one) ?? page.Activities.find((entry) => isOrigin(entry, one));
      if (origin) found.set(one, origin);
    }
    ({ PaginationToken } = page);
    if (PaginationToken === "") break;
  }
  return Promise.all(drift.map((one) => dated(client, one, found.get(one))));
}

async function dated(client: Client, one: Drift, origin: ActivityRecord | undefined): Promise<Drift> {
  if ((await client.account()).Executor === "operator") return known(client, one);
  if (one.what !== "enabled") return origin ? { ...one, since: origin.Time, by: who(origin) } : one;
  // A status may also come about by the clock, which the log leaves out.
  const entry = await client.application(Number(one.sdkAppId));
  if (entry.Outcome !== "Found" || entry.Application.Executor !== "clock") return one;
  const since = entry.Application.StatusSince;
  const isCause = origin && Math.abs(Date.parse(since) - Date.parse(origin.Time)) <= longestWindow;
  return { ...one, since, by: isCause ? who(origin) : undefined };
}

/** Whether this is the change that a difference comes from, given that none is newer. */
function isOrigin({ SdkAppId, Fields, Summary }: ActivityRecord, { kind, id, what }: Drift): boolean {
  const [application, part] = id?.split("/") ?? [];
  if (SdkAppId === null || String(SdkAppId) !== application) return false;
  const field = kinds.find(({ name }) => name === kind)?.loggedAs(propertyOf({ what }));
  if (field === undefined || !Fields.includes(field)) return false;
  return part === undefined || Summary.includes(decodeURIComponent(part));
}

/** The property of which a part differs. */
const propertyOf = ({ what }: Pick<Drift, "what">): string => what.split(/[.[]/)[0] ?? "";

/** A report may be read by many: of a key pair it tells enough to find it among those that one has. */
const who = ({ Actor: { Kind, User, SecretId } }: ActivityRecord): string =>
  [Kind, User ?? SecretId?.replace(/^(.{4}).*(.{4})$/, "$1…$2")].filter(Boolean).join(" ");

/** With how the actual value of a real application is known, and who alone can change it. */
async function known(client: Client, one: Drift): Promise<Drift> {
  const [sdkAppId, part = null] = one.id?.split("/") ?? [];
  if (one.kind === "Webhook") return shownBy(await everyKnownWebhook(client, Number(sdkAppId)), one, part);
  const entry = await client.application(Number(sdkAppId));
  if (entry.Outcome !== "Found" || entry.Application.Executor !== "operator") return one;
  const isAdmin = one.kind === "AdminAccount";
  const fact = isAdmin ? "Admin" : one.kind === "Tag" ? "Tags" : factBehind(propertyOf(one));
  const evidence = entry.Application.Facts.find(
    ({ Fact, UserId }) => Fact === fact && UserId === (isAdmin ? part : null),
  );
  const place = isAdmin ? adminPlace : one.kind === "Application" ? placeOf(propertyOf(one)) : undefined;
  return {
    ...one,
    ...(evidence && { how: `${evidence.How} by ${evidence.By}, ${evidence.Time}` }),
    ...(place && { person: placeInWords(place) }),
  };
}

/** With the call that showed a webhook. */
function shownBy(webhooks: readonly WebhookRecord[], one: Drift, product: string | null): Drift {
  const seen = webhooks.find(({ Product }) => Product === product)?.Seen;
  return seen ? { ...one, how: `proven by ${seen.By}, ${seen.Time}` } : one;
}
