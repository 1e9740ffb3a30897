import { Hono } from "hono";
import { openApi } from "../api/openapi";
import type { Metrics } from "./metrics";

interface Rooms {
  readonly metrics: Metrics;
  readonly version: string;
  readonly isReady: () => Promise<boolean>;
}

/** What says no more than whether the server is well: a load balancer asks it by whatever host it likes. */
export const isProbe = (url: string | undefined): boolean => url === "/healthz" || url === "/readyz";

/** What a server shows beside the actions, by URL. */
export function routes({ metrics, version, isReady }: Rooms): Hono {
  const app = new Hono();
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
  return app;
}
