import { claimDigest } from "../../backend/api";
import type { Bag, Failure } from "../../ground/bag";
import { UserError } from "../../ground/errors";
import type { Change, Proposal, Session } from "./kind";
import { printDeclaration } from "./run/declaration";
import { notice } from "./run/notice";

/** What a declaration can begin to manage. */
export interface Takeable {
  readonly id: string;
  /** `Application 1400000001`. */
  readonly title: string;
  /** Makes the declaration the one that manages it. */
  take(holder: Holder): Promise<{ readonly Claim: string; readonly PreviousOwner: string | null }>;
}

/** What at most one declaration manages at a time, as it is now. */
export interface Claimable extends Takeable {
  /** What to declare so that an own one is taken back. */
  readonly takeBack: string;
  readonly Owner: string | null;
  readonly ClaimDigest: string | null;
  /** Whether it was let go of, to go with its application. */
  readonly isLeaving?: boolean;
}

export interface Holder {
  readonly Owner: string;
  readonly Claim: string | undefined;
  readonly TakeOver: boolean;
}

/**
 * Makes sure, before anything is written, that this declaration is the one that manages the resource, and that the
 * backend knows its present name. What another has taken since is not touched, not even where the backend asks for
 * no claim, unless `takeOver` says so.
 */
export async function holdClaim(
  change: Change<{ readonly takeOver?: boolean | undefined }>,
  thing: Claimable,
): Promise<void> {
  const before = change.current?.state;
  if (!before) return;
  const Owner = printDeclaration(change.declaration);
  const Claim = change.claim();
  const isHeld = Claim !== undefined && thing.ClaimDigest === claimDigest(Claim);
  if (isHeld && thing.Owner === Owner && !thing.isLeaving) return;
  if (!isHeld && change.desired.takeOver !== true) {
    throw overtaken(thing, [Owner, before.__declaration]);
  }
  await keep(change, thing, { Owner, Claim: isHeld ? Claim : undefined, TakeOver: !isHeld });
}

async function keep(change: Change<unknown>, thing: Takeable, holder: Holder): Promise<string | null> {
  const { Claim, PreviousOwner } = await thing.take(holder);
  change.made(thing.id, { __claim: Claim });
  return PreviousOwner;
}

/** Takes over what exists, for a new declaration. @returns its id, which the engine has been told before anything else */
export async function takeOver(
  { reporter }: Session,
  change: Change<unknown>,
  thing: Takeable,
  { TakeOver, andThen = "" }: { readonly TakeOver: boolean; readonly andThen?: string },
): Promise<string> {
  const Owner = printDeclaration(change.declaration);
  const before = await keep(change, thing, { Owner, Claim: undefined, TakeOver });
  const from = before === null ? "" : ` from "${before}"`;
  if (before !== Owner) reporter.info(change.about, `took over ${thing.title}${from}${andThen}`);
  return thing.id;
}

/** What an adoption would take over. */
interface Adoptable {
  /** `Application 1400000001`. */
  readonly title: string;
  readonly Owner: string | null;
  /** How who manages it lets go of it; begins as what follows a reason. */
  readonly letGo: string;
}

/** Says from whom an adoption takes over, or refuses it where `takeOver` isn't declared. */
export function foreseeTaking(
  { reporter }: Session,
  { inputs: { takeOver }, declaration, about }: Proposal,
  { title, Owner, letGo }: Adoptable,
): Failure[] {
  if (Owner === null || Owner === printDeclaration(declaration)) return [];
  if (takeOver === undefined || takeOver === false) {
    const reason = `can't take over ${title}: "${Owner}" manages it. ${letGo}, or take it from there with takeOver: true`;
    return [{ path: "adopt", reason }];
  }
  reporter.notice(about, notice("adoption", `takes ${title} from "${Owner}", which manages it no more then`));
  return [];
}

/** Refuses a `takeOver` that nothing is taken over by. */
export function judgeTakeOver({ adopt, takeOver }: Bag): Failure[] {
  if (takeOver === undefined || (adopt !== undefined && adopt !== false)) return [];
  return [{ path: "takeOver", reason: "has a meaning only beside `adopt`; leave it out, or declare both" }];
}

/** Says who manages it now, as far as names can tell: an own claim that was lost looks like a namesake's. */
function overtaken({ Owner, takeBack }: Claimable, ownNames: readonly unknown[]): UserError {
  const who = Owner === null ? "it was given up since and nobody" : `"${Owner}"`;
  const cause = ownNames.includes(Owner)
    ? "a later run of this declaration has taken it, which was then interrupted, or somebody else uses the same organisation, project and stack name: then give one of them another name"
    : `${who} manages it now`;
  return new UserError(
    `${cause}; nothing was changed (OperationDenied.ManagedElsewhere). ` +
      `To take it back declare ${takeBack} here; else drop this declaration`,
  );
}
