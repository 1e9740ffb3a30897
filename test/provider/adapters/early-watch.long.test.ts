import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { mustBeBuilt } from "../../built";

mustBeBuilt();
const watch = resolve(__dirname, "../../../dist/provider/adapters/early-watch.js");
const folder = mkdtempSync(join(tmpdir(), "tencentrtc watch-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** A process as the engine starts it for dynamic providers, which has loaded none of our code yet. */
function started(name: string, address: string): ChildProcess {
  mkdirSync(join(folder, name), { recursive: true });
  const file = join(folder, name, "index.js");
  writeFileSync(file, 'console.log("listening"); setInterval(() => {}, 1_000)');
  const env = { ...process.env, NODE_OPTIONS: `--require ${JSON.stringify(watch)}` };
  return spawn(process.execPath, [file, address], { env, stdio: ["pipe", "pipe", "inherit"] });
}

async function listening() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const bound = server.address();
  if (typeof bound !== "object" || bound === null) throw new Error("no port");
  return { server, address: `127.0.0.1:${bound.port}` };
}

test("a provider without a verb yet ends with its engine, and not as long as that lives", async () => {
  const { server, address } = await listening();
  const provider = started("dynamic-provider", address);
  const ended = once(provider, "exit");
  if (provider.stdout) await once(provider.stdout, "data");
  const asked = once(server, "connection");
  provider.stdin?.end();
  // It has asked whether the engine lives, and been told so.
  await asked;
  expect(provider.exitCode).toBeNull();
  server.close();
  expect((await ended)[0]).toBe(1);
});

test("another process of the engine isn't watched", async () => {
  const { server, address } = await listening();
  server.close();
  const other = started("language-host", address);
  if (other.stdout) await once(other.stdout, "data");
  other.stdin?.end();
  other.kill();
  expect(await once(other, "exit")).toEqual([null, "SIGTERM"]);
});
