import type { IncomingMessage } from "node:http";
import type { HttpBindings } from "@hono/node-server";
import { Hono } from "hono";
import { ApiError } from "../api";
import { openApi } from "../api/openapi";
import { readBody } from "./body";
import type { Incoming } from "./incoming";
import type { Metrics } from "./metrics";
import type { Reply } from "./pipeline";

interface Doors {
  readonly answer: (incoming: Incoming | ApiError) => Promise<Reply>;
  readonly metrics: Metrics;
  readonly version: string;
  readonly requestLimit: number;
  readonly isReady: () => Promise<boolean>;
}

/** What can be asked for by URL: every action at `/`, and what looks after a server. */
export function routes({ answer, metrics, version, requestLimit, isReady }: Doors) {
  const app = new Hono<{ Bindings: HttpBindings }>();
  let contract: string | undefined;

  app.get("/healthz", (c) => c.text("ok"));
  app.get("/readyz", async (c) => ((await isReady()) ? c.text("ready") : c.text("not ready", 503)));
  app.get("/metrics", async (c) =>
    c.body(await metrics.print(), 200, { "content-type": metrics.contentType }),
  );
  app.get("/openapi.json", (c) => {
    contract ??= JSON.stringify(openApi(version));
    return c.body(contract, 200, { "content-type": "application/json" });
  });

  app.all("/", async (c) => {
    const { status, body } = await answer(await incomingOf(c.req.raw, c.env.incoming, requestLimit));
    if (body !== undefined) return c.body(body, status, { "content-type": "application/json" });
    c.env.outgoing.destroy();
    return c.body(null, status);
  });
  return app;
}

async function incomingOf(
  request: Request,
  { url = "/" }: IncomingMessage,
  limit: number,
): Promise<Incoming | ApiError> {
  try {
    // As it was sent: a signature covers the very text.
    const [path = "", query = ""] = url.split(/\?(.*)/s);
    return {
      method: request.method,
      path,
      query,
      header: (name) => request.headers.get(name) ?? undefined,
      body: await readBody(request, limit),
    };
  } catch (error) {
    if (error instanceof ApiError) return error;
    return new ApiError("InvalidRequest", "the request broke off before its end");
  }
}
