import { randomUUID } from "node:crypto";
import { getConnInfo } from "@hono/node-server/conninfo";
import { type Context, Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { ApiError } from "../api";
import { activityPage } from "./activity";
import { applicationPage } from "./application/application";
import { applicationsPage } from "./application/applications";
import { certificatesPage } from "./application/certificates";
import { secretPage } from "./application/secret";
import { type Errand, errandPage } from "./errand";
import { findErrand } from "./errands";
import { newApplication } from "./errands/create";
import { type ConsoleEnv, Gate, type GateOptions, mayOnlyRead } from "./gate";
import { Answers } from "./page/answers";
import { layout, type Page } from "./page/layout";
import { allApplications, root } from "./page/paths";
import { errorPage, statusOf, unknownError } from "./page/problem";
import { icon, stylesheet, stylesheetPath } from "./page/stylesheet";
import { headers, limit, sameOrigin } from "./protection";
import { Attempts } from "./session/attempts";
import { signIn, signInPage } from "./sign-in";
import { vendorsPage } from "./vendors";

export interface ConsoleOptions extends GateOptions {
  /** Bytes of a form at most. */
  readonly requestLimit: number;
  /** Told of what is nobody's mistake but ours. */
  readonly complain: (error: unknown, requestId: string) => void;
}

/** Bytes of the form that anybody may send: two short fields. */
const signInLimit = 4_096;

const forGood = "public, max-age=31536000, immutable";

/** Everything under `/console`. */
export function consolePages(options: ConsoleOptions): Hono<ConsoleEnv> {
  const app = new Hono<ConsoleEnv>().basePath(root);
  const gate = new Gate(options);
  const attempts = new Attempts(options.clock);

  app.use(async (c, next) => {
    c.set("requestId", randomUUID());
    await next();
  });
  app.use(headers((c) => options.isNear(c.env.incoming)));
  app.get(stylesheetPath.slice(root.length), (c) =>
    c.body(stylesheet, 200, { "content-type": "text/css; charset=utf-8", "cache-control": forGood }),
  );
  app.get("/icon.svg", (c) =>
    c.body(icon, 200, { "content-type": "image/svg+xml", "cache-control": "public, max-age=86400" }),
  );
  app.use(async (c, next) => {
    await next();
    c.header("cache-control", "no-store");
  });
  app.use(sameOrigin);
  app.use("/sign-in", limit(signInLimit));
  app.use(limit(options.requestLimit));

  app.get("/sign-in", (c) => show(c, signInPage()));
  app.post("/sign-in", async (c) => {
    const answers = await Answers.of(c.req);
    // Of one key pair from one address: many people may come from behind the same proxy.
    const sender = `${getConnInfo(c).remote.address} ${answers.text("SecretId").trim()}`;
    try {
      attempts.mustBeAllowed(sender);
      gate.enter(c, await signIn(answers, options.find));
      return c.redirect(root, 303);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      attempts.failed(sender);
      return show(c, signInPage({ answers, error: named(error, c) }), statusOf(error));
    }
  });

  app.use(gate.guard);
  app.post("/sign-out", (c) => {
    gate.leave(c);
    return c.redirect(`${root}/sign-in`, 303);
  });
  app.get("/", (c) => c.redirect(allApplications, 303));
  app.get("/applications", async (c) => show(c, await applicationsPage(c.var.visit, c.req.query())));
  app.get("/certificates", async (c) => show(c, await certificatesPage(c.var.visit)));
  app.get("/activity", async (c) => show(c, await activityPage(c.var.visit, c.req.query())));
  errand(app, "/applications/new", (c) => newApplication(c.var.visit));
  app.get("/applications/:id/vendors", async (c) =>
    show(c, await vendorsPage(c.var.visit, c.req.param("id"))),
  );
  app.get("/applications/:id", async (c) => show(c, await applicationPage(c.var.visit, c.req.param("id"))));
  app.post("/applications/:id/secret", async (c) =>
    show(c, await secretPage(c.var.visit, c.req.param("id"))),
  );
  errand(app, "/applications/:id/:errand", (c) =>
    findErrand(c.var.visit, {
      id: c.req.param("id") ?? "",
      name: c.req.param("errand") ?? "",
      about: c.req.query(),
    }),
  );

  app.notFound((c) => showError(c, new ApiError("ResourceNotFound", "there is no such page")));
  app.onError((error, c) => {
    const answered = answerable(error);
    if (!answered) options.complain(error, c.var.requestId);
    return showError(c, answered ?? unknownError());
  });
  return app;
}

/** Registers the page of an errand, and what its form does. */
function errand(
  app: Hono<ConsoleEnv>,
  path: string,
  find: (c: Context<ConsoleEnv>) => Errand | Promise<Errand>,
): void {
  app.get(path, async (c) => {
    if (!c.var.visit.mayWrite) throw mayOnlyRead();
    return show(c, errandPage(await find(c), c.var.visit));
  });
  app.post(path, async (c) => {
    const { visit, answers, requestId } = c.var;
    const submission = { answers, clientToken: answers.text("ClientToken") };
    try {
      // Looked for inside: what a form has taken away isn't there when the same form arrives again.
      const { to } = await visit.session.once(`${c.req.url} ${answers.fingerprint()}`, async () => ({
        ...(await (await find(c)).carryOut(submission)),
        requestId,
      }));
      return c.redirect(to, 303);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const refusing = await find(c);
      const refused = { submission, error: named(withAll(error, refusing.judge?.(answers)), c) };
      return show(c, errandPage(refusing, visit, refused), statusOf(error));
    }
  });
}

const show = (c: Context<ConsoleEnv>, page: Page, status: ReturnType<typeof statusOf> | 200 = 200) =>
  c.html(layout(page, c.var.visit), status);

function showError(c: Context<ConsoleEnv>, error: ApiError) {
  // What is left of a form that was too large is not waited for.
  if (error.code === "RequestSizeLimitExceeded") c.header("connection", "close");
  return show(c, errorPage(named(error, c)), statusOf(error));
}

/** What is wrong with fields is told together, each once. */
function withAll(error: ApiError, judged: readonly ApiError[] = []): ApiError {
  if (error.parameter === undefined) return error;
  const told = new Set([error, ...error.others].map(({ parameter }) => parameter));
  error.others = [...error.others, ...judged.filter(({ parameter }) => !told.has(parameter))];
  return error;
}

function named(error: ApiError, c: Context<ConsoleEnv>): ApiError {
  error.requestId ??= c.var.requestId;
  return error;
}

function answerable(error: unknown): ApiError | undefined {
  if (error instanceof ApiError) return error;
  if (error instanceof HTTPException && error.status === 403) {
    return new ApiError("UnauthorizedOperation", "this form was sent from another site: open its page here");
  }
  return undefined;
}
