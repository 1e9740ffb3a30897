import { explain, UserError } from "../../ground/errors";
import { handOver } from "./screen";

/** What is shown this once, and how it is undone where nobody can see it. */
export interface Shown {
  readonly text: string;
  /** For a sentence: "the key pair AKID…". */
  readonly what: string;
  readonly takeBack: () => Promise<void>;
}

/**
 * Hands over what is shown once only, or leaves nothing behind.
 *
 * @throws UserError where standard output can't be written.
 */
export async function showOnce({ text, what, takeBack }: Shown): Promise<void> {
  try {
    await handOver(text);
  } catch (error) {
    await takeBack().catch((cause: unknown) => {
      throw new UserError(
        `${explain(error)}: nobody has seen the secret key of ${what}, and it couldn't be taken back (${explain(cause)}): take it away by \`tencentrtc account revoke\``,
        { cause },
      );
    });
    throw new UserError(
      `${explain(error)}: nobody would have seen the secret key, so ${what} was taken back. Run it again with an output that can be written`,
      { cause: error },
    );
  }
}
