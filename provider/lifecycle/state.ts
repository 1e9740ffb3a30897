import type { Bag } from "../../ground/bag";
import { UserError } from "../../ground/errors";
import { shownEndpoint } from "../client/endpoint-password";
import type { Kind, Session } from "./kind";
import { metaOf } from "./properties/meta";
import { type DeclarationParts, parseDeclaration, urnOf } from "./run/declaration";
import type { Declaration } from "./run/reporter";
import { schemaVersion } from "./upgrade";

/** What of a session says where it leads. */
export interface Whereabouts {
  readonly account: Pick<Session["account"], "Identity" | "Uin">;
}

export const backendOf = ({ account }: Whereabouts): string => `${account.Identity}/${account.Uin}`;

/**
 * The state of a resource: everything declared, the facts as observed, the results, and what is hidden.
 * Outputs carry every input because a dynamic `read` gets nothing else. Hidden by their `__`:
 *
 * - `__backend`: identity of the backend and account in which the resource lives.
 * - `__claim`: proof of being the application's present declaration.
 * - `__application`: when the application was made on which this hangs: another one may come to have its id.
 * - `__imported`: read by an import, and nothing changed since: no claim has been taken yet.
 * - `__unmanaged`: facts that are in the state without being declared: adopted, or never asked for.
 * - `__unfinished`: the last change failed half-way, so the next one has to finish it whatever else it changes.
 * - `__schemaVersion`: the shape of all this (docs/decisions/007).
 */
export function stateOf<Observed>(
  kind: Kind,
  session: Session,
  observed: Observed,
  { inputs, hidden }: { readonly inputs: Bag; readonly hidden: Bag },
): Bag {
  const facts = withoutEmpty(kind.facts(observed, inputs));
  const unmanaged = Object.keys(facts).filter((name) => inputs[name] === undefined);
  return withoutEmpty({
    ...inputs,
    ...Object.fromEntries(factNames(kind).map((name) => [name, facts[name]])),
    ...kind.results(observed),
    ...hidden,
    __backend: backendOf(session),
    __schemaVersion: schemaVersion,
    __unmanaged: unmanaged.length > 0 ? unmanaged : undefined,
  });
}

/** The inputs that a state stands for, with the facts as they were observed: what a refresh returns. */
export function inputsOf(kind: Kind, state: Bag): Bag {
  const unmanaged = Array.isArray(state.__unmanaged) ? state.__unmanaged : [];
  const names = Object.keys(kind.inputs.shape).filter((name) => !unmanaged.includes(name));
  return withoutEmpty(Object.fromEntries(names.map((name) => [name, state[name]])));
}

/** What a refresh leaves as it is. */
export const hiddenIn = ({ __claim, __application, __imported }: Bag): Bag => ({
  ...(__claim !== undefined && { __claim }),
  ...(__application !== undefined && { __application }),
  ...(__imported !== undefined && { __imported }),
});

/** Whether the last change failed half-way; a refresh doesn't finish it. */
export const isUnfinished = (state: Bag): boolean => state.__unfinished === true;

/** Whether an import has read it and nothing was changed since. */
export const isImported = (state: Bag): boolean => state.__imported === true;

/** The inputs that tell of the backend, not of the provider's own policies. */
export const factNames = (kind: Kind): string[] =>
  Object.entries(kind.inputs.shape).flatMap(([name, schema]) => (metaOf(schema).policy ? [] : [name]));

/** @throws UserError when the state belongs to another backend than the one at hand. Nothing is changed then. */
export function sameBackend(session: Session, state: Bag): Session {
  const expected = state.__backend;
  if (expected === undefined || expected === backendOf(session)) return session;
  const back = sameDatabase(String(expected), backendOf(session))
    ? `Set ${settingNamed("uin")} (or the key pair) back to the account in which the resource was made`
    : `Set ${settingNamed("endpoint")} (and the credentials) back to where the resource was made, or restore that database from its snapshot`;
  throw new UserError(
    `WrongBackend: this resource lives in the management backend ${String(expected)}, but the endpoint ` +
      `"${shownEndpoint(session.settings.endpoint)}" is the backend ${backendOf(session)}; nothing was changed. ${back}`,
  );
}

/** A program may have providers of its own, beside that of the stack's config. */
const settingNamed = (key: string): string =>
  `tencentrtc:${key}, or \`${key}\` of the program's own provider,`;

/** Whether two backends differ by their account alone. */
const sameDatabase = (one: string, other: string): boolean => one.split("/")[0] === other.split("/")[0];

/** Who declares these properties. The adapters always pass it, so its absence is a mistake of ours. */
export function declarationIn(properties: Bag): DeclarationParts {
  const parts = parseDeclaration(String(properties.__declaration ?? ""));
  if (!parts) throw new Error("the hidden input __declaration is missing or malformed");
  return parts;
}

/** Whom messages about a resource of this kind should name. */
export const aboutOf = (
  kind: Kind,
  { typeToken }: Pick<Session, "typeToken">,
  declaration: DeclarationParts,
): Declaration => ({ urn: urnOf(declaration, typeToken(kind)) });

/** Properties without those that are missing, which the engine's protocol can't carry. */
export const withoutEmpty = (bag: Bag): Bag =>
  Object.fromEntries(Object.entries(bag).filter(([, value]) => value !== undefined && value !== null));
