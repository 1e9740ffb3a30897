import { open } from "node:fs/promises";
import { maxFileBytes } from "../../certificates";

/** What a file holds, in base64, or why that can't be had. */
export type Contents = { readonly text: string } | { readonly fault: string };

/** A file as programs have it at hand; one from the network has neither. */
export interface Source {
  /** Relative to the program's folder. */
  readonly path?: string | undefined;
  readonly text?: string | undefined;
}

/** Reads a file, of one that is too large only so much that it is seen to be. */
export async function fileContents({ path, text }: Source): Promise<Contents> {
  if (text !== undefined) return { text: Buffer.from(text).toString("base64") };
  if (path === undefined)
    return { fault: "must be a FileAsset or a StringAsset, and no file from the network" };
  try {
    return { text: await startOf(path) };
  } catch (cause) {
    const why = typeof cause === "object" && cause !== null && "code" in cause ? cause.code : cause;
    return { fault: `can't be read: "${path}" (${why}); a path starts in the program's folder` };
  }
}

async function startOf(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(maxFileBytes + 1) });
    return buffer.toString("base64", 0, bytesRead);
  } finally {
    await file.close();
  }
}
