import { claimNumber } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { UserError } from "../../ground/errors";
import type { Account } from "../client/client";
import { shownEndpoint } from "../client/endpoint-password";
import { hangsBy } from "./going";
import type { Kind, Session } from "./kind";
import { RememberedTimes } from "./run/remembered-times";
import { sameBackend } from "./state";

/**
 * Sees to it that a state is of the backend at hand, and no younger than its database, as it is beside a backup that
 * was brought back: what the state says of there would seem gone. Asks nothing but what every run asks once.
 *
 * @throws UserError that changes nothing
 */
export async function mustNotBeYounger(kind: Kind, session: Session, id: string, state: Bag): Promise<void> {
  sameBackend(session, state);
  // What is only imported has been nobody's yet.
  if (state.__backend === undefined) return;
  const younger = youngerThan(session.account, kind, id, state);
  // Others may have got much since the run began.
  const why = younger && youngerThan(await session.client.accountNow(), kind, id, state);
  if (why) throw olderCopy(session, why);
  const time = timeIn(kind, state);
  if (time !== undefined) session.memory.of(RememberedTimes).set(applicationIn(id), time);
}

/**
 * Refuses an older copy of the backend, and an application that isn't the state's own: an older copy may have given its
 * id to another one.
 * One look per application and run, and none where it was looked at before.
 */
export async function mustBeSameCopy(kind: Kind, session: Session, id: string, state: Bag): Promise<void> {
  await mustNotBeYounger(kind, session, id, state);
  await mustBeSameApplication(kind, session, id, state);
}

/** Sees to it that an application is the state's own. */
export async function mustBeSameApplication(
  kind: Kind,
  session: Session,
  id: string,
  state: Bag,
): Promise<void> {
  const time = timeIn(kind, state);
  if (state.__backend !== undefined && time !== undefined) await mustBeOf(time, session, applicationIn(id));
}

/** Sees to it that what is about to be made comes to hang on the application that the run's states mean. */
export async function mustFindApplication(kind: Kind, session: Session, inputs: Bag): Promise<void> {
  const property = hangsBy(kind);
  const sdkAppId = property === undefined ? undefined : inputs[property];
  const time = typeof sdkAppId === "string" ? session.memory.of(RememberedTimes).get(sdkAppId) : undefined;
  if (typeof sdkAppId === "string" && time !== undefined) await mustBeOf(time, session, sdkAppId);
}

/** What of its application a child's state remembers, to know it again. */
export const rememberedApplication = async (kind: Kind, session: Session, id: string): Promise<Bag> =>
  hangsBy(kind) === undefined ? {} : { __application: await createdTime(session, applicationIn(id)) };

/** When the application of a state was made, as far as the state tells. */
function timeIn(kind: Kind, state: Bag): string | undefined {
  const time = kind.name === "Application" ? state.createdTime : state.__application;
  return typeof time === "string" ? time : undefined;
}

const applicationIn = (id: string): string => id.split("/")[0] ?? "";

/** Of a real account nobody knows; there Tencent Cloud gives out ids, and none twice. */
const createdTime = async ({ client, account }: Session, sdkAppId: string): Promise<string | undefined> =>
  account.Executor !== "operator" && /^\d{1,15}$/.test(sdkAppId)
    ? client.createdTime(Number(sdkAppId))
    : undefined;

/** What shows that a state is younger than the account; undefined where nothing does. */
function youngerThan(account: Account, kind: Kind, id: string, state: Bag): string | undefined {
  const { NextSdkAppId, NextClaim } = account;
  const sdkAppId = Number(applicationIn(id));
  const own = kind.numbered?.(id, account);
  const claim = typeof state.__claim === "string" ? claimNumber(state.__claim) : undefined;
  if (isAtOrAbove(sdkAppId, NextSdkAppId)) return `it has given out no SDKAppID ${sdkAppId} yet`;
  if (own && isAtOrAbove(own.number, own.next)) return `it has given out no ${own.what} ${own.number} yet`;
  if (isAtOrAbove(claim, NextClaim)) return "it has not yet given out the claim that the state holds";
  return undefined;
}

const isAtOrAbove = (number: number | undefined, next: number | undefined): boolean =>
  number !== undefined && next !== undefined && number >= next;

async function mustBeOf(remembered: string, session: Session, sdkAppId: string): Promise<void> {
  const found = await createdTime(session, sdkAppId);
  // Of one that is gone the verbs themselves tell.
  if (found === undefined || remembered === found) return;
  throw olderCopy(
    session,
    `its application ${sdkAppId} was made at ${found}, and that of the state at ${remembered}, so that it is another one under the same id`,
  );
}

const olderCopy = ({ settings }: Session, why: string): UserError =>
  new UserError(
    `OlderCopy: the management backend at "${shownEndpoint(settings.endpoint)}" is an older copy of the database than the one in which this resource was made or last changed: ${why}; nothing was changed. ` +
      "Bring the newer database back; where it is lost, docs/recovery.md says how to go on with the older one",
  );
