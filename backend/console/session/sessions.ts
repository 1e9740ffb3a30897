import { randomBytes } from "node:crypto";
import { hourMs } from "../../../ground/time";
import type { Access } from "../../service";

/** Milliseconds from signing in until the session ends, whatever is done in it. */
export const sessionLifetime = 8 * hourMs;
/** Sessions at once; one more ends the oldest. */
const capacity = 1_000;
/** Sessions of one key pair at once; one more ends its own oldest, and nobody else's. */
const capacityOfPair = 20;
/** What a session did last, kept to recognise a form that is sent twice. */
const submissionsKept = 100;

/** What a form brought about, and where its sender is led. */
export interface Done {
  /** Whole sentences. */
  readonly said: string;
  readonly to: string;
  readonly requestId: string;
}

/** Somebody who signed in, in one browser. */
export class Session {
  /** In a cookie, and nowhere else. */
  readonly id = randomBytes(32).toString("base64url");
  /** In every form: another site can't read it, so it can't send the form. */
  readonly formToken = randomBytes(32).toString("base64url");
  readonly secretId: string;
  /** To be shown on the next page, once. */
  #notice: Done | undefined;
  readonly #submissions = new Map<string, Promise<Done>>();

  constructor(
    { secretId }: Pick<Access, "secretId">,
    /** When the session ends, by the clock of `Sessions`. */
    readonly endsAt: number,
  ) {
    this.secretId = secretId;
  }

  /**
   * Does the work of a form once, however often the same form arrives, also while it is being done. What was refused
   * changed nothing and may be sent again.
   */
  async once(fingerprint: string, work: () => Promise<Done>): Promise<Done> {
    const before = this.#submissions.get(fingerprint);
    if (before) return before;
    const running = work();
    this.#submissions.set(fingerprint, running);
    const [oldest] = this.#submissions.keys();
    if (oldest !== undefined && this.#submissions.size > submissionsKept) this.#submissions.delete(oldest);
    try {
      this.#notice = await running;
    } catch (error) {
      this.#submissions.delete(fingerprint);
      throw error;
    }
    return running;
  }

  takeNotice(): Done | undefined {
    const notice = this.#notice;
    this.#notice = undefined;
    return notice;
  }
}

/** Who is signed in. Kept in memory: a server that starts anew asks everybody to sign in again. */
export class Sessions {
  readonly #open = new Map<string, Session>();

  constructor(
    /** Milliseconds of a clock that nobody sets. */
    private readonly clock: () => number,
  ) {}

  open(access: Access): Session {
    for (const session of this.#open.values()) if (session.endsAt <= this.clock()) this.end(session.id);
    const own = [...this.#open.values()].filter(({ secretId }) => secretId === access.secretId);
    const [oldest] =
      own.length >= capacityOfPair ? own : this.#open.size >= capacity ? this.#open.values() : [];
    if (oldest !== undefined) this.end(oldest.id);
    const session = new Session(access, this.clock() + sessionLifetime);
    this.#open.set(session.id, session);
    return session;
  }

  find(id: string): Session | undefined {
    const session = this.#open.get(id);
    return session && session.endsAt > this.clock() ? session : undefined;
  }

  end(id: string): void {
    this.#open.delete(id);
  }
}
