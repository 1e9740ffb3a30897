import { ApiError, type ResourceService, resourceServices } from "../../api";
import type { TagsFound } from "../../cloud";
import { isReadOnly } from "../../store";
import { type Asking, askingTencent } from "../enrolment/asking";
import { keepEvidence } from "../enrolment/evidence";
import type { Scope } from "../scope";
import { settleBy } from "./tag-intents";

/** Loaded late: it brings a client of HTTP, which simulated accounts don't need. */
const cloud = (): typeof import("../../cloud") => require("../../cloud");

/** Tags by SDKAppID. */
type Found = ReadonlyMap<number, Readonly<Record<string, string>>>;

/** The service types to try: the one that took a write once, or each in its turn. */
export const servicesOf = ({
  tag_service,
}: {
  readonly tag_service: ResourceService | null;
}): readonly [ResourceService, ...ResourceService[]] =>
  tag_service === null ? resourceServices : [tag_service];

export const unsupported = (refusal: Error): ApiError =>
  new ApiError(
    "InvalidParameter.UnsupportedService",
    `Tencent's tag service takes applications under none of the service types ${resourceServices.join(", ")}: ${refusal.message}`,
  );

/**
 * Asks Tencent Cloud for the tags of applications, and keeps them as proven.
 *
 * @throws ApiError `FailedOperation.NotProven` where it can't be asked, and `InvalidParameter.UnsupportedService`.
 */
export async function lookAtTags(ids: readonly number[], scope: Scope): Promise<Found> {
  if (ids.length === 0) return new Map();
  try {
    return await askingTencent(scope, (asking) => askFor(ids, asking, scope));
  } catch (error) {
    // Of a way to Tencent that can't be gone nothing else is known.
    if (error instanceof ApiError && error.code === "FailedOperation") throw notKnown(error.message);
    throw error;
  }
}

async function askFor(ids: readonly number[], asking: Asking, scope: Scope): Promise<Found> {
  const { owner, signal } = asking;
  if ("why" in owner) throw notKnown(owner.why);
  const { account, at } = await scope.read(async (moment) => moment);
  try {
    const { service, answer } = await cloud().underService(servicesOf(account), (name) =>
      cloud().tagsUnder(name, owner.account, ids, signal),
    );
    await keep(service, answer, at, scope);
    return new Map([...answer].map(([id, { tags }]) => [id, tags]));
  } catch (error) {
    throw refusalOf(error, signal);
  }
}

function refusalOf(error: unknown, signal: AbortSignal): unknown {
  const { CloudRefusal, CloudUnavailable, isUnsupported } = cloud();
  if (isUnsupported(error)) return unsupported(error);
  if (signal.aborted) return notKnown("Tencent Cloud gave no answer in time");
  if (error instanceof CloudRefusal) return notKnown(refusalInWords(error));
  return error instanceof CloudUnavailable ? notKnown(error.inWords) : error;
}

/** With what to do. */
export function refusalInWords({
  code,
  inWords,
}: {
  readonly code: string;
  readonly inWords: string;
}): string {
  const { next } = cloud().tagAnswer(code);
  return next === "" ? inWords : `${inWords}: ${next}`;
}

const notKnown = (why: string): ApiError =>
  new ApiError("FailedOperation.NotProven", `Tencent's tag service can't be asked: ${why}`);

/** Where the database can only be read, what was seen is answered all the same. */
async function keep(
  service: ResourceService,
  found: ReadonlyMap<number, TagsFound>,
  at: number,
  scope: Scope,
): Promise<void> {
  try {
    await scope.record(async (moment) => {
      for (const [id, { tags, requestId = null }] of found) {
        const by = `DescribeResourceTagsByResourceIds of ${service}`;
        const told = { fact: "Tags", value: tags, how: "proven", by, requestId } as const;
        await keepEvidence(moment.db, id, [told], at);
      }
      await settleBy(new Map([...found].map(([id, { tags }]) => [id, tags])), moment);
    });
  } catch (error) {
    if (!isReadOnly(error)) throw error;
  }
}
