import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { equalInConstantTime } from "../../ground/constant-time";
import { ApiError, DescribeAccount, type Fault } from "../api";
import type { Access } from "../service";
import { Answers } from "./page/answers";
import { root } from "./page/paths";
import { cookieLimits, sessionCookie } from "./session/cookie";
import { Sessions } from "./session/sessions";
import { type Ask, Visit } from "./session/visit";

export interface GateOptions {
  /** The key pair with this SecretId, if there is one. */
  readonly find: (secretId: string) => Promise<Access | undefined>;
  readonly ask: Ask;
  /** Faults for every account, beside its own. */
  readonly commonFaults: () => readonly Fault[];
  /** Whether the browser is on this machine. From beyond it something encrypts, be it before the server. */
  readonly isNear: (incoming: HttpBindings["incoming"]) => boolean;
  /** Milliseconds of a clock that nobody sets. */
  readonly clock: () => number;
}

/** What the middleware hands on to the pages. */
export interface ConsoleEnv {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    visit: Visit;
    /** Answers to a form. */
    answers: Answers;
  };
}

const signOut = `${root}/sign-out`;

/** Lets nobody in without a session, and no form that isn't the session's own. */
export class Gate {
  readonly #sessions: Sessions;

  constructor(private readonly options: GateOptions) {
    this.#sessions = new Sessions(options.clock);
  }

  /** A session of its own for each sign-in: no id from before goes on. */
  enter(c: Context<ConsoleEnv>, access: Access): void {
    this.#end(c);
    const { name, ...scope } = this.#cookie(c);
    setCookie(c, name, this.#sessions.open(access).id, { ...scope, ...cookieLimits });
  }

  leave(c: Context<ConsoleEnv>): void {
    this.#end(c);
    const { name, ...scope } = this.#cookie(c);
    deleteCookie(c, name, scope);
  }

  #end(c: Context<ConsoleEnv>): void {
    this.#sessions.end(this.#idIn(c));
  }

  #idIn(c: Context<ConsoleEnv>): string {
    return getCookie(c, this.#cookie(c).name) ?? "";
  }

  #cookie(c: Context<ConsoleEnv>) {
    return sessionCookie(c.req.header("host") ?? "", this.options.isNear(c.env.incoming), root);
  }

  readonly guard: MiddlewareHandler<ConsoleEnv> = async (c, next) => {
    const visit = await this.#visit(c);
    if (!visit) return c.redirect(`${root}/sign-in`, 303);
    c.set("visit", visit);
    if (c.req.method === "POST") c.set("answers", await answersTo(visit, c));
    return next();
  };

  async #visit(c: Context<ConsoleEnv>): Promise<Visit | undefined> {
    const { find, ask, commonFaults } = this.options;
    const session = this.#sessions.find(this.#idIn(c));
    // Asked for each time: a key pair that was revoked, or may only read now, counts as what it is.
    const access = session && (await find(session.secretId));
    if (!session || !access) return undefined;
    const asker = { access, requestId: c.var.requestId };
    const account = await ask(DescribeAccount, {}, asker);
    return new Visit(session, asker, account, [...access.faults.faults, ...commonFaults()], ask);
  }
}

/** @throws ApiError where another site sent the form, or somebody who may only read. */
async function answersTo({ session, mayWrite }: Visit, c: Context<ConsoleEnv>): Promise<Answers> {
  const answers = await Answers.of(c.req);
  if (!equalInConstantTime(answers.text("FormToken"), session.formToken)) {
    throw new ApiError(
      "InvalidRequest",
      "this form isn't of your session: open its page again and send it from there",
    );
  }
  if (!mayWrite && c.req.path !== signOut) throw mayOnlyRead();
  return answers;
}

export const mayOnlyRead = (): ApiError =>
  new ApiError(
    "UnauthorizedOperation.ReadOnly",
    "this key pair may only read, and this changes something or shows a secret: sign in with one that may write",
  );
