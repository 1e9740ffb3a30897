/** How a verb speaks to the person who runs it, while it runs. Never with a secret. */
export interface Reporter {
  /** Something that happened and that a log should keep. */
  info(declaration: Declaration | undefined, message: string): void;
  /** Something the person should act on or know before it bites. */
  warn(declaration: Declaration | undefined, message: string): void;
  /** Where a long wait stands; replaced by the next one. */
  progress(declaration: Declaration | undefined, message: string): void;
}

/** Whom a message is about. */
export interface Declaration {
  readonly urn: string;
}

/** Says nothing. For checks that run before anybody listens. */
export const silent: Reporter = { info() {}, warn() {}, progress() {} };
