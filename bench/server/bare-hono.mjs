// @ts-check
// The floor: hono on node that reads a JSON body and answers with a text of the size that it is told.
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();
const texts = new Map();

app.post("/", async (c) => {
  const size = Number(c.req.header("x-size"));
  await c.req.json();
  const text = texts.get(size) ?? JSON.stringify({ Response: { text: "x".repeat(size) } });
  texts.set(size, text);
  return c.body(text, 200, { "content-type": "application/json" });
});

const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
  process.stdout.write(`${JSON.stringify({ listening: `http://127.0.0.1:${port}` })}\n`);
});
process.once("SIGTERM", () => server.close());
