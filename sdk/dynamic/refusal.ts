import * as pulumi from "@pulumi/pulumi";
import type { Bag, Failure } from "../../ground/bag";
import { check } from "../../provider/lifecycle/check";
import { isDeepEqual } from "../../provider/lifecycle/diff";
import type { Kind } from "../../provider/lifecycle/kind";
import { metaAt } from "../../provider/lifecycle/properties/meta";
import { unknownValue } from "../../provider/lifecycle/properties/unknown";
import { type DeclarationParts, printDeclaration } from "../../provider/lifecycle/run/declaration";
import { isAsset } from "./file-input";
import { stackResources } from "./program/stack-resources";
import { settingsRefusal } from "./settings-refusal";

/**
 * Judges what a program knows of a resource. Every rule that is broken is said here, of all resources in one
 * preview: the engine stops at the first that its provider refuses.
 *
 * @returns why the resource may not be made, for the provider to say: it refuses without a stack, a program can't.
 *   What has been said already is not repeated.
 */
export async function refusalOf(
  kind: Kind,
  declaration: DeclarationParts,
  args: Bag,
): Promise<string | undefined> {
  const broken = brokenRules(kind, declaration, args);
  const isHeldPerhaps = ({ path }: Failure) =>
    metaAt(kind.inputs, path)?.heldPasses === true && args[path] !== undefined && !kind.adopts?.(args);
  const paths: string[] = [];
  const tell = ({ path, reason }: Failure) => {
    paths.push(path);
    void pulumi.log.error(`${kind.name} "${declaration.name}": ${path} ${reason}`);
  };
  broken.filter((failure) => !isHeldPerhaps(failure)).forEach(tell);
  for (const failure of broken.filter(isHeldPerhaps)) {
    if (!(await isHeld(failure.path, args[failure.path]))) tell(failure);
  }
  return settingsRefusal() ?? (paths.length > 0 ? pointer(paths) : undefined);
}

const pointer = (paths: readonly string[]): string =>
  `${paths.join(", ")} can't be as declared; the stack's own errors say why`;

/** Every rule that known inputs break. */
function brokenRules(kind: Kind, declaration: DeclarationParts, args: Bag): readonly Failure[] {
  const known = Object.fromEntries(Object.entries(args).map(([key, value]) => [key, knownPart(value)]));
  const inputs = { ...known, __declaration: printDeclaration(declaration) };
  return check(kind, inputs, { olds: undefined, settings: undefined, declaration, now: undefined }).failures;
}

/** Whether the stack has a resource of this value, so that only the provider can tell whether it stays. */
async function isHeld(property: string, value: unknown): Promise<boolean> {
  const resources = await stackResources();
  return resources.some((outputs) => isDeepEqual(outputs[property], value));
}

/** What a program already knows of an argument; the rest is judged by the provider when it is known. */
function knownPart(value: unknown): unknown {
  if (pulumi.Output.isInstance(value) || value instanceof Promise) return unknownValue;
  if (pulumi.Resource.isInstance(value) || isAsset(value)) return unknownValue;
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(knownPart);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, knownPart(inner)]));
}
