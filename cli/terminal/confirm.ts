import { createInterface } from "node:readline/promises";
import { UserError } from "../../ground/errors";
import { note } from "./screen";

/**
 * Says what is about to happen and asks for a yes.
 *
 * @param statement the consequences, in whole sentences
 * @param yes given beforehand with `--yes`
 * @throws UserError when the answer is another, or when nobody is there to give one.
 */
export async function confirm(statement: string, { yes = false }: { readonly yes?: boolean }): Promise<void> {
  if (statement !== "") note(statement);
  if (yes) return;
  if (!process.stdin.isTTY)
    throw new UserError("nobody is there to confirm it: add --yes. Nothing was changed");
  const questions = createInterface({ input: process.stdin, output: process.stderr });
  const cancelled = new Promise<string>((resolve) => questions.once("close", () => resolve("")));
  try {
    const answer = await Promise.race([questions.question('Go on? Type "yes": '), cancelled]);
    if (answer.trim() !== "yes") throw new UserError("not confirmed. Nothing was changed");
  } finally {
    questions.close();
  }
}
