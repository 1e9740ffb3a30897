import { refuse } from "./failure";

/**
 * The largest file that is looked at, in bytes. An APNs .p12 with its chain takes 3-8 kB, a service account's
 * JSON 2-5 kB, a .p8 not even 300 bytes. What is larger is another file; and since everything that a reader does
 * grows with its input, this also bounds time and memory.
 */
export const maxFileBytes = 64 * 1024;

export function judgeSize(bytes: number): void {
  if (bytes <= maxFileBytes) return;
  refuse(
    "TooLarge",
    `is ${Math.ceil(bytes / 1024)} KiB, and credentials take at most ${maxFileBytes / 1024} KiB: give the file that the vendor's console made, with nothing else in it`,
  );
}

/** The text of a file, without the mark that some editors put before it. */
export function textOf(file: string | Uint8Array): string {
  judgeSize(typeof file === "string" ? Buffer.byteLength(file) : file.byteLength);
  const text = typeof file === "string" ? file : Buffer.from(file).toString("utf8");
  return text.replace(/^\uFEFF/, "").trim();
}
