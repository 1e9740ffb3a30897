import * as pulumi from "@pulumi/pulumi";
import type { Bag, Failure } from "../../ground/bag";
import { printPath } from "../../ground/issue";
import { unknownValue } from "../../provider/lifecycle/properties/unknown";
import { type Asset, contentsOf, isAsset } from "./file-input";

/** What a program knows of a resource's arguments. */
export interface Known {
  readonly inputs: Bag;
  /** Failures of files that can't be read. */
  readonly failures: readonly Failure[];
}

/**
 * What is known of arguments when the program has declared all that it declares in one go: promises and outputs that
 * wait for nothing, such as a secret of the stack's config, and the contents of files. The rest is unknown: the provider
 * judges it once it is known.
 */
export async function knownInputs(args: Bag): Promise<Known> {
  const failures: Failure[] = [];
  return { inputs: await knownFields(args, [], failures), failures };
}

async function knownFields(fields: object, path: readonly string[], failures: Failure[]): Promise<Bag> {
  const known = Object.entries(fields).map(
    async ([key, value]) => [key, await knownPart(value, [...path, key], failures)] as const,
  );
  return Object.fromEntries(await Promise.all(known));
}

async function knownPart(value: unknown, path: readonly string[], failures: Failure[]): Promise<unknown> {
  if (typeof value !== "object" || value === null) return value;
  if (pulumi.Output.isInstance(value) || value instanceof Promise)
    return knownPart(await soon(value), path, failures);
  if (pulumi.Resource.isInstance(value)) return unknownValue;
  if (isAsset(value)) return knownContents(value, path, failures);
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (!Array.isArray(value)) return knownFields(value, path, failures);
  return Promise.all(value.map((one, index) => knownPart(one, [...path, String(index)], failures)));
}

async function knownContents(asset: Asset, path: readonly string[], failures: Failure[]): Promise<unknown> {
  const given = asset.path ?? asset.text;
  // Where the file lies may hang on a resource, for which nothing may wait here.
  if (given instanceof Promise && (await soon(given)) === unknownValue) return unknownValue;
  const contents = await contentsOf(asset);
  if ("text" in contents) return contents.text;
  failures.push({ path: printPath(path), reason: contents.fault });
  return unknownValue;
}

/** The value, where all that stands between is the rest of the program's own turn. */
function soon(value: pulumi.Output<unknown> | Promise<unknown>): Promise<unknown> {
  return new Promise((resolve) => {
    setImmediate(() => resolve(unknownValue));
    // Its failure is reported by whoever passes it on to the engine.
    if (value instanceof Promise) value.then(resolve, () => {});
    else value.apply(resolve);
  });
}
