import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { z } from "zod";
import { BackendError } from "../errors";
import { fromSystem } from "../file/system-errors";

/**
 * A snapshot is text of one JSON value per line: what it is of, every row of every table, and a last line that
 * proves the ones before. Secrets stay sealed in it, and the key is not in it.
 */
export const Header = z.object({
  snapshot: z.literal("pulumi-tencentrtc"),
  format: z.literal(1),
  /** Version of the tables. */
  schemaVersion: z.number().int().positive(),
  minReader: z.number().int().positive(),
  identity: z.string().min(1),
  /** Id of the key that opens the secrets. */
  keyId: z.string().min(1),
  /** When the backend was made, in milliseconds since 1970. */
  createdAt: z.number(),
  takenAt: z.string(),
  note: z.string(),
});
export type Header = z.infer<typeof Header>;

const Value = z.union([z.string(), z.number(), z.null()]);
const Row = z.object({ table: z.string(), row: z.record(z.string(), Value) });
export type Row = z.infer<typeof Row>;

const End = z.object({ rows: z.number(), sha256: z.string() });

export interface Snapshot {
  readonly header: Header;
  readonly rows: readonly Row[];
}

/** The text of a snapshot. */
export function printSnapshot(header: Header, rows: readonly Row[]): string {
  const lines = [header, ...rows].map((line) => `${JSON.stringify(line)}\n`).join("");
  return `${lines}${JSON.stringify({ rows: rows.length, sha256: hashOf(lines) })}\n`;
}

/** @throws BackendError when the file is none, is of a newer release, or has been cut or changed. */
export function readSnapshot(file: string): Snapshot {
  const text = readText(file);
  const lines = text.split("\n");
  // Behind the last line there is its end, and nothing.
  const [last, rest] = [lines.at(-2) ?? "", lines.at(-1)];
  const header = parsed(Header, lines[0] ?? "");
  if (header === undefined) throw unreadable(file, "it doesn't begin as a snapshot of this format does");
  const end = parsed(End, last);
  if (end === undefined || rest !== "") throw unreadable(file, "its end is missing");
  if (hashOf(text.slice(0, -last.length - 1)) !== end.sha256) throw unreadable(file, "it has been changed");
  const rows = lines.slice(1, -2).map((line) => {
    const row = parsed(Row, line);
    if (row === undefined) throw unreadable(file, "it holds a line that is no row");
    return row;
  });
  return { header, rows };
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw fromSystem(error, file, `The snapshot ${file} can't be read`);
  }
}

function parsed<T>(schema: z.ZodType<T>, line: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

const unreadable = (file: string, why: string): BackendError =>
  new BackendError({
    kind: "not-a-database",
    file,
    what: `The file ${file} can't be used as a snapshot`,
    why,
    next: "Name another snapshot; nothing was changed",
  });
