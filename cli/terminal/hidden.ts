import { createInterface } from "node:readline";
import { Writable } from "node:stream";
import { CutOff } from "../../ground/errors";
import { note } from "./screen";

/** A terminal, or what stands in its place. */
type Input = NodeJS.ReadableStream & { readonly isTTY?: boolean };

/**
 * Asks for a secret at a terminal, which doesn't show it.
 *
 * @returns what was typed; empty when nobody is there, or nothing was typed
 * @throws CutOff at ^C, which a terminal that is read in this way doesn't make a signal
 */
export async function askHidden(question: string, input: Input = process.stdin): Promise<string> {
  if (!input.isTTY) return "";
  note(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input, output: nowhere, terminal: true });
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once("line", resolve);
      lines.once("SIGINT", () =>
        reject(new CutOff("cancelled at the question", "nothing was asked of anybody")),
      );
      lines.once("close", () => resolve(""));
    });
  } finally {
    lines.close();
  }
}
