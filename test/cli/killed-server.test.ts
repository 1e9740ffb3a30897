import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateTag, DescribeTags, ModifySettings } from "../../backend/api";
import { HttpTransport } from "../../provider/client/http/http";
import { options } from "../backend/http/served";
import { type Account, made } from "./account";
import { ServerProcess } from "./server-process";

const folder = mkdtempSync(join(tmpdir(), "tencentrtc-killed-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const database = ["--database", `file:${join(folder, "backend.db")}`];

const transportTo = (server: ServerProcess, credentials: Account) =>
  new HttpTransport({ endpoint: new URL(server.url), credentials, retries: 0 });

test("a server killed amid load keeps every write that it acknowledged, time and again", async () => {
  const account = made("account", "add", "load", ...database);
  const operator = made("account", "key", "load", ...database, "--rights", "admin");
  const acknowledged: string[] = [];
  for (const round of [1, 2, 3]) {
    const server = await ServerProcess.start(...database, "--quiet");
    const admin = transportTo(server, operator);
    await admin.call(ModifySettings, { RequestsPerSecond: 1_000_000 }, options());
    const transport = transportTo(server, account);
    const writer = async (name: string) => {
      for (let index = 0; ; index += 1) {
        const TagValue = `${round}-${name}-${index}`;
        await transport.call(CreateTag, { TagKey: "load", TagValue }, options());
        acknowledged.push(TagValue);
        if (index === 40) void server.end("SIGKILL");
      }
    };
    await Promise.allSettled(["a", "b", "c", "d"].map(writer));
    await server.end("SIGKILL");
    await Promise.all([admin.close(), transport.close()]);
  }
  const server = await ServerProcess.start(...database, "--quiet");
  const transport = transportTo(server, account);
  const { Tags } = await transport.call(DescribeTags, { TagKey: "load", Limit: 1_000 }, options());
  const kept = new Set(Tags.map(({ TagValue }) => TagValue));
  expect(acknowledged.length).toBeGreaterThan(120);
  expect(acknowledged.filter((value) => !kept.has(value))).toEqual([]);
  // No more than was asked for: at most the four that were under way at each kill.
  expect(kept.size - acknowledged.length).toBeLessThanOrEqual(12);
  await transport.close();
  expect(await server.end()).toBe(0);
});
