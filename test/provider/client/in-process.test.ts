import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { DescribeAccount, DescribeApplications } from "../../../backend/api";
import { openStore } from "../../../backend/store";
import { Client } from "../../../provider/client/client";
import { InProcessTransport } from "../../../provider/client/in-process";

let folder: string;
let file: string;
let client: Client;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-in-process-"));
  file = join(folder, "backend.db");
  client = new Client(new InProcessTransport({ file }), new AbortController().signal);
});
afterEach(async () => {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
});

test("a mistake of ours is told at once, as what it is, and not tried again", async () => {
  const store = await openStore({ file, create: true });
  await store.write((db) => sql`alter table admin_accounts rename to something_else`.execute(db));
  await store.close();
  const failure: unknown = await client
    .call(DescribeApplications, { SdkAppIds: [1] })
    .catch((error) => error);
  expect(failure).toMatchObject({ name: "StoreBug", message: expect.stringContaining("admin_accounts") });
});

test("on a fresh folder a look and a creation at once: the look finds nothing, the creation makes it", async () => {
  const look = expect(client.account()).rejects.toMatchObject({ reason: "missing" });
  expect(await client.account({ mayCreateBackend: true })).toMatchObject({ Simulated: true });
  await look;
  expect(existsSync(file)).toBe(true);
});

test("an account that a new database wouldn't have makes none, and says what does", async () => {
  const real = new Client(
    new InProcessTransport({ file }, { uin: "200012345678" }),
    new AbortController().signal,
  );
  const refusal = {
    reason: "missing",
    message: expect.stringContaining(
      "would not have the account 200012345678, so none is made: `tencentrtc account add`",
    ),
  };
  await expect(real.account({ mayCreateBackend: true })).rejects.toMatchObject(refusal);
  await real.close();
  expect(existsSync(file)).toBe(false);
});

test("the same without the account's memory", async () => {
  const look = expect(client.call(DescribeAccount, {})).rejects.toMatchObject({ reason: "missing" });
  const made = client.call(DescribeAccount, {}, { mayCreateBackend: true });
  expect(await made).toMatchObject({ Simulated: true });
  await look;
});
