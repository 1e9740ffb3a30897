import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import type { Bag, Failure } from "../../ground/bag";
import { check } from "../../provider/lifecycle/check";
import type { Kind } from "../../provider/lifecycle/kind";
import { metaAt, metaOf } from "../../provider/lifecycle/properties/meta";
import { unknownValue } from "../../provider/lifecycle/properties/unknown";
import { type DeclarationParts, printDeclaration } from "../../provider/lifecycle/run/declaration";
import { knownInputs } from "./known-inputs";
import { judgements } from "./program/judgements";
import { stackResources } from "./program/stack-resources";
import { settingsRefusal } from "./settings-refusal";

/** A resource as its program declares it. */
export interface Declaring {
  readonly kind: Kind;
  readonly declaration: DeclarationParts;
  readonly args: Bag;
  /** Paths whose changes the engine ignores. */
  readonly ignored: readonly string[];
  /** What the options have against it. */
  readonly refused: readonly Failure[];
}

/**
 * Judges what a program knows of a resource. Every rule that is broken is said here, of all resources in one
 * preview: the engine stops at the first that its provider refuses.
 *
 * @returns why the resource may not be made, for the provider to say: it refuses without a stack, a program can't.
 *   What has been said already is not repeated.
 */
export async function refusalOf(declaring: Declaring): Promise<string | undefined> {
  const all = judgements();
  const broken = await all.add(judgeAndTell(declaring));
  const refusal = settingsRefusal() ?? (broken.length > 0 ? pointer(broken) : undefined);
  if (refusal !== undefined) await all.ended();
  return refusal;
}

const pointer = (broken: readonly Failure[]): string =>
  `${broken.map(({ path }) => path).join(", ")} can't be as declared; the stack's own errors say why`;

async function judgeAndTell(declaring: Declaring): Promise<readonly Failure[]> {
  const { kind, declaration, refused } = declaring;
  const broken = [...refused, ...(await judged(declaring))];
  for (const { path, reason } of broken)
    await pulumi.log.error(`${kind.name} "${declaration.name}": ${path} ${reason}`);
  return broken;
}

async function judged({ kind, declaration, args, ignored }: Declaring): Promise<readonly Failure[]> {
  const { inputs, failures } = await knownInputs(args);
  const held = heldInputs(kind, inputs, ignored);
  const unreadable = failures.filter(({ path }) => !Object.hasOwn(held, rootOf(path)));
  const broken = await brokenRules(kind, declaration, { ...inputs, ...held });
  return [...unreadable, ...broken];
}

/** Every rule that inputs break, and from which no resource of the stack is excused. */
async function brokenRules(
  kind: Kind,
  declaration: DeclarationParts,
  known: Bag,
): Promise<readonly Failure[]> {
  const inputs = { ...known, __declaration: printDeclaration(declaration) };
  await kind.learn?.(inputs);
  const judge = (olds: Bag | undefined, now: Date | undefined) =>
    check(kind, inputs, { olds, settings: undefined, declaration, now }).failures;
  const now = new Date();
  const broken = judge(undefined, now);
  if (broken.length === 0) return [];
  const isHeldPerhaps = ({ path }: Failure) =>
    metaAt(kind.inputs, path)?.heldPasses === true && known[path] !== undefined && !kind.adopts?.(known);
  const certain = judge(undefined, undefined).filter((failure) => !isHeldPerhaps(failure));
  if (broken.every((failure) => includes(certain, failure))) return broken;
  const resources = await stackResources();
  const isExcused = (failure: Failure) =>
    resources.some(
      ({ outputs }) => outputs[rootOf(failure.path)] !== undefined && !includes(judge(outputs, now), failure),
    );
  return broken.filter((failure) => includes(certain, failure) || !isExcused(failure));
}

/**
 * What is ignored stays as the stack has it, which only the provider is told; it judges that of a new resource, too. A
 * policy that nobody gives is none of these: as something unknown it would look given.
 */
function heldInputs(kind: Kind, given: Bag, ignored: readonly string[]): Bag {
  const roots = ignored.map(rootOf);
  const isHeld = ([name, schema]: readonly [string, z.ZodType]) => {
    const { hidden, expected, policy } = metaOf(schema);
    if (hidden || expected || (policy && given[name] === undefined)) return false;
    return roots.includes(name) || roots.includes("*");
  };
  const held = Object.entries(kind.inputs.shape).filter(isHeld);
  return Object.fromEntries(held.map(([name]) => [name, unknownValue]));
}

/** The property that a path begins with: `tags` of `tags.team` and of `tags["a.b"]`. */
const rootOf = (path: string): string => /^(?:\["?)?([^.[\]"]+)/.exec(path)?.[1] ?? path;

const includes = (failures: readonly Failure[], { path, reason }: Failure): boolean =>
  failures.some((one) => one.path === path && one.reason === reason);
