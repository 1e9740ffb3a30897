import type { Bag, Failure } from "../../ground/bag";
import { explain, isExpected, UserError } from "../../ground/errors";
import { printSecretChange } from "../lifecycle/differences";
import type { Kind } from "../lifecycle/kind";
import * as operate from "../lifecycle/operate";
import { metaAt } from "../lifecycle/properties/meta";
import { type DeclarationParts, parseDeclaration, printDeclaration } from "../lifecycle/run/declaration";
import type { Notice } from "../lifecycle/run/notice";
import type { Declaration } from "../lifecycle/run/reporter";
import { readForImport } from "../lifecycle/taking/import";
import { holdsSecrets } from "../lifecycle/write-only";
import type { ProviderContext } from "./context";
import { keptDeclaration } from "./same-declaration";

/*
 * The verbs of the engine's protocol over what a run shares, the same for every adapter: what each verb may open, and
 * what it tells the run. An adapter brings the bags in and out and shows errors as its engine takes them.
 */

/** A resource as the engine has it. */
interface Known {
  readonly id: string;
  readonly olds: Bag;
}

/** What is to be judged, as an adapter has it. */
export interface Asked {
  readonly news: Bag;
  /** Undefined for a creation. */
  readonly olds: Bag | undefined;
  /** Why the resource may not be made, where that is known beforehand. */
  readonly refusal?: unknown;
  /** Why it may not be made where no backend is there. */
  readonly refusalWithoutBackend?: unknown;
}

/** What a check answers; failures of no property have an empty path. */
export interface Answer {
  readonly inputs: Bag;
  readonly failures: readonly Failure[];
  /** What people should know before they confirm it. */
  readonly notices: readonly Notice[];
}

/** Judges inputs. What the user can mend is a failure, whatever it comes from. */
export async function check(kind: Kind, configured: Promise<ProviderContext>, asked: Asked): Promise<Answer> {
  try {
    return await judge(kind, await configured, asked);
  } catch (error) {
    if (!isExpected(error)) throw error;
    return refused(explain(error));
  }
}

const refused = (reason: string): Answer => ({ inputs: {}, failures: [{ path: "", reason }], notices: [] });

async function judge(kind: Kind, context: ProviderContext, asked: Asked): Promise<Answer> {
  const { olds, refusal, refusalWithoutBackend } = asked;
  context.heedProgram();
  if (olds) context.holdState();
  const session = await context.sessionIfAny();
  const reason = refusal ?? (session === undefined ? refusalWithoutBackend : undefined);
  if (typeof reason === "string") return refused(reason);
  const news = { ...asked.news, __declaration: keptDeclaration(olds, asked.news) };
  return operate.checkInputs(kind, { session, beforehand: context }, { news, olds });
}

/** What would change; a plan of a run that has nothing to do with what is there is refused. */
export async function plan(
  kind: Kind,
  context: ProviderContext,
  { id, olds, inputs }: Known & { readonly inputs: Bag },
): ReturnType<typeof operate.plan> {
  context.holdState();
  return operate.plan(kind, await context.session(), { id, olds, inputs });
}

/** Tells which secrets change: the engine hides both sides of them. */
export function tellSecretChanges(
  { reporter }: ProviderContext,
  about: Declaration,
  paths: readonly string[],
): void {
  for (const path of paths) reporter.progress(about, printSecretChange(path));
}

export async function create(
  kind: Kind,
  context: ProviderContext,
  inputs: Bag,
  timeout?: number,
): Promise<{ id: string; state: Bag }> {
  const startsBackend = kind.startsBackend?.(inputs) ?? false;
  const session = await context.session({ startsBackend });
  return operate.create(kind, { ...session, timeout }, inputs);
}

export async function update(
  kind: Kind,
  context: ProviderContext,
  { id, olds, inputs }: Known & { readonly inputs: Bag },
  timeout?: number,
): Promise<Bag> {
  context.holdState();
  const session = await context.session();
  return operate.update(kind, { ...session, timeout }, { id, olds, inputs });
}

/** What the backend says now; undefined when it is gone. */
export async function read(
  kind: Kind,
  context: ProviderContext,
  { id, olds }: Known,
): Promise<{ state: Bag; inputs: Bag } | undefined> {
  if (olds.__backend !== undefined) context.holdState();
  return context.asLastUp(declarationOf(olds), (session) => operate.read(kind, session, { id, olds }));
}

/** What is to be imported, as its state and its inputs. @throws UserError where there is no such thing, too */
export async function importAs(
  kind: Kind,
  context: ProviderContext,
  { id, declaration }: { readonly id: string; readonly declaration: DeclarationParts },
): Promise<{ state: Bag; inputs: Bag }> {
  const __declaration = printDeclaration(declaration);
  const declaredBy = (owner: string | null): string =>
    String(keptDeclaration(owner === null ? undefined : { __declaration: owner }, { __declaration }));
  const found = await context.asLastUp(declaration, (session) =>
    readForImport(kind, session, { id, declaredBy }),
  );
  if (!found) throw notThere(kind, id);
  return found;
}

/** Why nothing can be told of what a program or a person names. */
export const notThere = (kind: Kind, id: string): UserError =>
  new UserError(
    `there is no ${kind.name} ${id}: check the id, and that tencentrtc:endpoint leads to the backend in which it lives`,
  );

export async function remove(
  kind: Kind,
  context: ProviderContext,
  { id, olds }: Known,
  timeout?: number,
): Promise<void> {
  context.holdState();
  await context.asLastUp(declarationOf(olds), (session) =>
    operate.remove(kind, { ...session, timeout }, { id, olds }),
  );
}

/** Who declares what a state stands for; undefined of what is only being imported. */
const declarationOf = ({ __declaration }: Bag) =>
  typeof __declaration === "string" ? parseDeclaration(__declaration) : undefined;

/**
 * The engine prints the value of a failing property, secret or not, a number as 1.4e+09, and garbles nested paths;
 * so only a plain property is named to it, and everything else stands in the reason.
 *
 * @param isSecret whether the program said so of a property
 */
export function printable(
  kind: Kind,
  news: Bag,
  { path, reason }: Failure,
  isSecret: (property: string) => boolean = () => false,
): { property: string; reason: string } {
  const meta = metaAt(kind.inputs, path);
  const isHidden = meta?.secret === true || holdsSecrets(kind, path) || isSecret(path);
  const plain = meta !== undefined && !isHidden && typeof news[path] !== "number";
  if (plain || path === "") return { property: path, reason };
  return { property: "", reason: `${path}: ${reason}` };
}
