import { type Bag, isBag } from "../../../ground/bag";
import { UserError } from "../../../ground/errors";
import { printPath } from "../../../ground/issue";
import { limit, within } from "../bounded";
import { check } from "../check";
import { isDeepEqual } from "../diff";
import { during } from "../half-made";
import type { Claimable, Kind, Session } from "../kind";
import { metaAt } from "../properties/meta";
import { rememberedApplication } from "../same-copy";
import { aboutOf, declarationIn, stateOf } from "../state";
import { concealedNames } from "../write-only";

interface Wanted {
  readonly id: string;
  /** Who imports, given who manages it now. */
  declaredBy(owner: string | null): string;
}

/**
 * What exists, as the state and the inputs of a declaration that has it as it is: a program that says the same changes
 * nothing. Reads only, since a preview imports as well: whoever changes or deletes it first takes the claim.
 *
 * @returns undefined where there is no such thing
 * @throws UserError for an id of another form, and for what another declaration manages or none can manage
 */
export async function readForImport(
  kind: Kind,
  session: Session,
  { id, declaredBy }: Wanted,
): Promise<{ state: Bag; inputs: Bag } | undefined> {
  return during(`importing ${kind.name} ${id}`, async () => {
    const bounded = within(session, limit(kind, session, "read", {}));
    const observed = await kind.observe(bounded, id);
    if (observed === undefined) return undefined;
    const reason = kind.unimportable?.(observed);
    if (reason !== undefined) throw new UserError(reason);
    const thing = kind.claimable?.(session, observed);
    const __declaration = declaredBy(thing?.Owner ?? null);
    if (thing) mustBeFree(thing, __declaration);
    const inputs = { ...worthSaying(kind, observed), __declaration };
    const checked = check(kind, inputs, {
      olds: inputs,
      settings: session.settings,
      declaration: declarationIn(inputs),
      now: new Date(),
    });
    const [failure] = checked.failures;
    if (failure) throw new UserError(`no program can declare it as it is: ${failure.path} ${failure.reason}`);
    remarkSecrets(kind, session, inputs);
    const hidden = { __imported: true, ...(await rememberedApplication(kind, bounded, id)) };
    return { state: stateOf(kind, session, observed, { inputs: checked.inputs, hidden }), inputs };
  });
}

function mustBeFree({ Owner, letGo, takeBack }: Claimable, declaration: string): void {
  if (Owner === null || Owner === declaration) return;
  throw new UserError(
    `"${Owner}" manages it. ${letGo}; or take it from there: declare it with ${takeBack}, without an import (OperationDenied.ManagedElsewhere)`,
  );
}

/** What a program has to say: not what nobody says, and nothing that comes by itself. */
function worthSaying(kind: Kind, observed: unknown): Bag {
  const all = kind.imported?.(observed) ?? kind.facts(observed, {});
  return Object.fromEntries(
    Object.entries<unknown>(all).filter(([name, value]) => {
      if (value === undefined || value === null || metaAt(kind.inputs, name)?.expected) return false;
      const { data, success } = kind.inputs.shape[name]?.safeParse(undefined) ?? {};
      return !success || !isDeepEqual(data, value);
    }),
  );
}

/** What can't be read stands in the state as a fingerprint, which a program may repeat. */
function remarkSecrets(kind: Kind, session: Session, inputs: Bag): void {
  const names = Object.entries(inputs).flatMap(([property, value]) =>
    isBag(value) ? concealedNames(kind, property, value).map((name) => printPath([property, name])) : [],
  );
  if (names.length === 0) return;
  const text = `${names.join(", ")}: nobody can read secrets back, so sha256:… stands in their place. Write the secrets themselves in the program; what is the same is no change. Until they are to be changed the program may also repeat that text`;
  session.reporter.info(aboutOf(kind, session, declarationIn(inputs)), text);
}
