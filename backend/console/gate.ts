import type { HttpBindings } from "@hono/node-server";
import type { Context, MiddlewareHandler } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { ApiError, DescribeAccount, type Fault } from "../api";
import type { Access } from "../service";
import { Answers } from "./answers";
import { root } from "./paths";
import { Sessions, sessionLifetime } from "./sessions";
import { equal } from "./sign-in";
import { type Ask, Visit } from "./visit";

export interface GateOptions {
  /** The key pair with this SecretId, if there is one. */
  readonly find: (secretId: string) => Promise<Access | undefined>;
  readonly ask: Ask;
  /** Faults for every account, beside its own. */
  readonly commonFaults: () => readonly Fault[];
  /** Whether browsers come over TLS alone: they keep the session's cookie from anything else then. */
  readonly secure: boolean;
  /** Milliseconds of a clock that nobody sets. */
  readonly clock: () => number;
}

/** What the middleware hands on to the pages. */
export interface ConsoleEnv {
  Bindings: HttpBindings;
  Variables: {
    requestId: string;
    visit: Visit;
    /** Of a form. */
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
  enter(c: Context, access: Access): void {
    this.#end(c);
    setCookie(c, cookieOf(c), this.#sessions.open(access).id, {
      path: root,
      httpOnly: true,
      sameSite: "Strict",
      secure: this.options.secure,
      maxAge: sessionLifetime / 1_000,
    });
  }

  leave(c: Context): void {
    this.#end(c);
    deleteCookie(c, cookieOf(c), { path: root, secure: this.options.secure });
  }

  #end(c: Context): void {
    this.#sessions.end(getCookie(c, cookieOf(c)) ?? "");
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
    const session = this.#sessions.find(getCookie(c, cookieOf(c)) ?? "");
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
  if (!equal(answers.text("FormToken"), session.formToken)) {
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

/** Browsers give a host's cookies to all its ports, and on this machine several servers may run. */
const cookieOf = (c: Context): string => {
  const [, port = "default"] = /:(\d+)$/.exec(c.req.header("host") ?? "") ?? [];
  return `tencentrtc-console-${port}`;
};
