import { open } from "node:fs/promises";
import * as pulumi from "@pulumi/pulumi";
import { maxFileBytes } from "../../certificates";

/**
 * A file as programs have it at hand (an asset, bytes, text) on its way to the engine: as text, bytes in base64. Of a
 * file that is too large only so much is read that it is seen to be.
 *
 * @throws RunError, without a stack, where the file can't be read.
 */
export function fileInput(file: unknown, about: string): unknown {
  if (pulumi.Output.isInstance(file)) return file.apply((inner) => textOf(inner, about));
  return isAsset(file) || file instanceof Uint8Array || file instanceof Promise ? textOf(file, about) : file;
}

async function textOf(given: unknown, about: string): Promise<unknown> {
  const file: unknown = await given;
  if (file instanceof Uint8Array) return Buffer.from(file).toString("base64");
  if (!isAsset(file)) return file;
  const { path, text } = file;
  if (path !== undefined) return readStart(String(await path), about);
  if (text !== undefined) return Buffer.from(String(await text)).toString("base64");
  throw new pulumi.RunError(`${about} must be a FileAsset or a StringAsset, and no file from the network`);
}

export const isAsset = (value: unknown): value is { readonly path?: unknown; readonly text?: unknown } =>
  pulumi.asset.Asset.isInstance(value);

async function readStart(path: string, about: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(maxFileBytes + 1) });
      return buffer.toString("base64", 0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (cause) {
    const why = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new pulumi.RunError(
      `${about} can't be read: "${path}" (${why}); a path starts in the program's folder`,
    );
  }
}
