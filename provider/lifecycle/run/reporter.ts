import { type Deed, deedsBy } from "./deeds";
import { type Notice, notice, noticesBy } from "./notice";

/** Whom a message is about. */
export interface Declaration {
  readonly urn: string;
}

/** How an adapter passes words on to the person who runs it. */
export interface Voice {
  /** How long it waits for more that is alike, to say it together, in milliseconds. */
  readonly quietMs: number;
  /** Something that happened and that a log should keep. */
  info(declaration: Declaration | undefined, message: string): void;
  /** Something the person should act on or know before it bites. */
  warn(declaration: Declaration | undefined, message: string): void;
  /** Where a long wait stands; replaced by the next one. */
  progress(declaration: Declaration | undefined, message: string): void;
  /**
   * Resolves when what was said so far has been delivered, or can't be. An engine that has its answer may end without
   * hearing the rest.
   */
  heard(): Promise<void>;
}

/** How a verb speaks to that person, while it runs. Never with a secret. */
export interface Reporter extends Voice {
  /** A warning that holds for others, too: said of the first alone. */
  warnOnce(declaration: Declaration, message: string): void;
  /** What a change does that must be known: a warning of a kind, said once. */
  notice(declaration: Declaration, one: Notice): void;
  /** Does `work` to a resource and says so, unless it fails; to many alike in one notice with a list. */
  deed<T extends object>(declaration: Declaration, one: Deed, work: () => Promise<T>): Promise<T>;
}

/** A reporter over a voice, for the life of one provider's process. */
export function reporterOver(voice: Voice): Reporter {
  const about = (urn: string | undefined) => (urn === undefined ? undefined : { urn });
  const say = noticesBy((urn, text) => voice.warn(about(urn), text));
  const doing = deedsBy(({ urn, kind, text, statements }) => {
    if (kind !== undefined) say(urn, notice(kind, text, ...statements));
    else voice.info(about(urn), [text, ...statements].join("\n"));
  }, voice.quietMs);
  const warned = new Set<string>();
  return {
    quietMs: voice.quietMs,
    info: (declaration, text) => voice.info(declaration, text),
    warn: (declaration, text) => voice.warn(declaration, text),
    progress: (declaration, text) => voice.progress(declaration, text),
    warnOnce(declaration, text) {
      if (warned.has(text)) return;
      warned.add(text);
      voice.warn(declaration, text);
    },
    heard: () => voice.heard(),
    notice: ({ urn }, said) => say(urn, said),
    deed: ({ urn }, done, work) => doing(urn, done, work),
  };
}

/** Says nothing. For checks that run before anybody listens. */
export const silent: Reporter = {
  quietMs: 0,
  info() {},
  warn() {},
  progress() {},
  warnOnce() {},
  heard: () => Promise.resolve(),
  notice() {},
  deed: (_about, _one, work) => work(),
};
