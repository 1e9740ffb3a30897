import { claimDigest } from "../../../backend/api";
import type { Bag, Failure } from "../../../ground/bag";
import { UserError } from "../../../ground/errors";
import { hasCode } from "../../client/errors";
import type { Change, Claimable, Holder, Kind, Proposal, Removal, Session, Takeable } from "../kind";
import { printDeclaration } from "../run/declaration";
import { notice } from "../run/notice";
import { isImported } from "../state";

/**
 * Makes sure, before anything is written, that this declaration is the one that manages the resource, and that the
 * backend knows its present name. What another has taken since is not touched, not even where the backend asks for
 * no claim, unless `takeOver` says so. What was imported has no claim yet: it is taken where nobody else has it.
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
  const isRenamed = isImported(before) && thing.Owner !== null && thing.Owner === before.__declaration;
  const isFree = isRenamed || (isImported(before) && [null, Owner].includes(thing.Owner));
  if (!isHeld && !isFree && change.desired.takeOver !== true) {
    throw overtaken(thing, [Owner, before.__declaration]);
  }
  const TakeOver = !isHeld && (isRenamed || change.desired.takeOver === true);
  await keep(change, thing, { Owner, Claim: isHeld ? Claim : undefined, TakeOver });
}

/**
 * A state with the claim that its deletion needs: what was imported, and not changed since, has none.
 *
 * @returns undefined where another declaration manages it now: then it is left alone.
 */
export async function withClaim(
  kind: Kind,
  session: Session,
  { id, state, about }: Pick<Removal, "id" | "state" | "about">,
): Promise<Bag | undefined> {
  if (!isImported(state)) return state;
  const observed = await kind.observe(session, id);
  const thing = observed === undefined ? undefined : kind.claimable?.(session, observed);
  if (!thing) return state;
  const Owner = String(state.__declaration);
  if (thing.Owner !== null && thing.Owner !== Owner) {
    session.reporter.warn(about, `"${thing.Owner}" manages ${thing.title} now; it was left alone`);
    return undefined;
  }
  try {
    const { Claim } = await thing.take({ Owner, Claim: undefined, TakeOver: false });
    return { ...state, __claim: Claim };
  } catch (error) {
    // An earlier run got as far as its deletion, which nobody takes over: the wait for its end is all that is left.
    if (hasCode(error, "OperationDenied.ApplicationDeleting")) return state;
    throw error;
  }
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
