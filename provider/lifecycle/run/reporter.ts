import { type Notice, noticesBy } from "./notice";

/** Whom a message is about. */
export interface Declaration {
  readonly urn: string;
}

/** How an adapter passes words on to the person who runs it. */
export interface Voice {
  /** Something that happened and that a log should keep. */
  info(declaration: Declaration | undefined, message: string): void;
  /** Something the person should act on or know before it bites. */
  warn(declaration: Declaration | undefined, message: string): void;
  /** Where a long wait stands; replaced by the next one. */
  progress(declaration: Declaration | undefined, message: string): void;
}

/** How a verb speaks to that person, while it runs. Never with a secret. */
export interface Reporter extends Voice {
  /** What a change does that must be known: a warning of a kind, said once. */
  notice(declaration: Declaration, one: Notice): void;
}

/** A reporter over a voice, for the life of one provider's process. */
export function reporterOver(voice: Voice): Reporter {
  const say = noticesBy((urn, text) => voice.warn({ urn }, text));
  return {
    info: (about, text) => voice.info(about, text),
    warn: (about, text) => voice.warn(about, text),
    progress: (about, text) => voice.progress(about, text),
    notice: ({ urn }, one) => say(urn, one),
  };
}

/** Says nothing. For checks that run before anybody listens. */
export const silent: Reporter = { info() {}, warn() {}, progress() {}, notice() {} };
