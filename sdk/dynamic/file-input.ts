import * as pulumi from "@pulumi/pulumi";
import { type Contents, fileContents } from "../../provider/adapters/file-contents";
import { perRun } from "./program/per-run";

/**
 * A file as programs have it at hand (an asset, bytes, text) on its way to the engine: as text, bytes in base64. Of a
 * file that is too large only so much is read that it is seen to be.
 *
 * @param refusal of the resource, which says why a file can't be read where that is known in time
 * @throws RunError, without a stack, where the file can't be read.
 */
export function fileInput(file: unknown, about: string, refusal: Promise<string | undefined>): unknown {
  const text = async (given: unknown): Promise<unknown> => {
    const known: unknown = await given;
    if (known instanceof Uint8Array) return Buffer.from(known).toString("base64");
    if (!isAsset(known)) return known;
    const contents = await contentsOf(known);
    if ("text" in contents) return contents.text;
    if ((await refusal) !== undefined) return undefined;
    throw new pulumi.RunError(`${about} ${contents.fault}`);
  };
  if (pulumi.Output.isInstance(file)) return file.apply(text);
  return isAsset(file) || file instanceof Uint8Array || file instanceof Promise ? text(file) : file;
}

/** Neither of them in one from the network. */
export interface Asset {
  readonly path?: unknown;
  readonly text?: unknown;
}

export const isAsset = (value: unknown): value is Asset => pulumi.asset.Asset.isInstance(value);

/** A file that is a pipe can be read once. */
const read = perRun(() => new WeakMap<Asset, Promise<Contents>>());

/** Contents of an asset, which is read once per run. */
export function contentsOf(asset: Asset): Promise<Contents> {
  const known = read();
  const contents = known.get(asset) ?? open(asset);
  known.set(asset, contents);
  return contents;
}

async function open({ path, text }: Asset): Promise<Contents> {
  const known = { path: await path, text: await text };
  return fileContents({
    path: known.path === undefined ? undefined : String(known.path),
    text: known.text === undefined ? undefined : String(known.text),
  });
}
