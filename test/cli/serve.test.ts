import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { CreateTag, DescribeAccount, DescribeTags } from "../../backend/api";
import { HttpTransport } from "../../provider/client/http";
import { options } from "../backend/http/served";
import { type Account, ServerProcess, tencentrtc } from "../engine/server";

jest.setTimeout(60_000);

/** A server looks at its file several times a second. */
const nextLook = () => new Promise((resolve) => setTimeout(resolve, 100));

/** Under node_modules, where the bundle finds its packages, and two folders below the package's own file. */
const cache = join(__dirname, "../../node_modules/.cache");
const main = join(cache, `cli-${process.pid}.cjs`);
const folder = mkdtempSync(join(tmpdir(), "tencentrtc-serve-"));
const database = ["--database", `file:${join(folder, "backend.db")}`];
const run = (...args: string[]) => tencentrtc({ main, cwd: folder }, ...args);
const serve = (...args: string[]) => ServerProcess.start({ main, cwd: folder }, ...database, ...args);
const transportTo = ({ url }: ServerProcess, credentials: Account) =>
  new HttpTransport({ endpoint: new URL(url), credentials, retries: 0 });

beforeAll(() => {
  mkdirSync(cache, { recursive: true });
  buildSync({
    entryPoints: [join(__dirname, "../../cli/main.ts")],
    bundle: true,
    platform: "node",
    packages: "external",
    outfile: main,
  });
});
afterAll(() => {
  rmSync(main, { force: true });
  rmSync(folder, { recursive: true, force: true });
});

test("no database is made by serving, listing or adding a key", async () => {
  for (const command of [["serve"], ["account", "list"], ["account", "key", "ci"]]) {
    await expect(run(...command, ...database)).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining("is missing"),
    });
  }
});

test("an account is added with a key pair, served, and refused when its key is taken away", async () => {
  const account: Account = JSON.parse(await run("account", "add", "ci", ...database, "--json"));
  expect(account).toMatchObject({ uin: "100000000002", secretId: expect.stringMatching(/^AKID\w{32}$/) });
  await expect(run("account", "add", "ci", ...database)).rejects.toMatchObject({
    stderr: expect.stringContaining('there is an account "ci" already'),
  });
  const other: Account = JSON.parse(await run("account", "add", "other", ...database, "--json"));
  const reader: Account = JSON.parse(
    await run("account", "key", "ci", ...database, "--user", "auditor", "--json"),
  );
  const server = await serve();
  expect(server.ready).toEqual({ listening: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });

  const [writing, reading, foreign] = [account, reader, other].map((key) => transportTo(server, key));
  await writing?.call(CreateTag, { TagKey: "a", TagValue: "b" }, options());
  expect((await reading?.call(DescribeTags, {}, options()))?.TotalCount).toBe(1);
  expect((await foreign?.call(DescribeTags, {}, options()))?.TotalCount).toBe(0);
  await expect(reading?.call(CreateTag, { TagKey: "c", TagValue: "d" }, options())).rejects.toMatchObject({
    code: "UnauthorizedOperation.ReadOnly",
  });

  const listed = await run("account", "list", ...database);
  expect(listed).toContain(reader.secretId);
  for (const { secretKey } of [account, reader, other]) expect(listed).not.toContain(secretKey);
  await run("account", "revoke", reader.secretId, ...database);
  await expect(run("account", "revoke", reader.secretId, ...database)).rejects.toMatchObject({ code: 1 });
  expect(await server.end()).toBe(0);
  expect(server.log).toContain('"action":"CreateTag"');
  await Promise.all([writing, reading, foreign].map((transport) => transport?.close()));
});

test("--account makes database and account, and shows its key pair once", async () => {
  const own = ["--database", `file:${join(folder, "own.db")}`, "--account", "trial"];
  const first = await ServerProcess.start({ main }, ...own);
  const account = first.ready.account;
  if (!account) throw new Error("no key pair");
  const transport = transportTo(first, account);
  expect(await transport.call(DescribeAccount, {}, options())).toMatchObject({ Uin: account.uin });
  await transport.close();
  await first.end();
  const second = await ServerProcess.start({ main }, ...own);
  expect(second.ready).toEqual({ listening: second.url });
  await second.end();
});

test("faults come from a file that may change", async () => {
  const file = join(folder, "faults.json");
  writeFileSync(file, '{"Faults": [{"Kind": "throttling"}]}');
  const own = ["--database", `file:${join(folder, "faulty.db")}`, "--account", "trial", "--faults", file];
  const server = await ServerProcess.start({ main }, ...own);
  if (!server.ready.account) throw new Error("no key pair");
  const transport = transportTo(server, server.ready.account);
  const ask = () => transport.call(DescribeAccount, {}, options());
  await expect(ask()).rejects.toMatchObject({ code: "RequestLimitExceeded" });
  writeFileSync(file, '{"Faults": [{"Kind": "thunder"}]}');
  // What can't be read causes no faults, and the log says what is wrong with it.
  while (
    await ask().then(
      () => false,
      () => true,
    )
  )
    await nextLook();
  await transport.close();
  await server.end();
  expect(server.log).toContain("Invalid option");
});

test.each<[string, string[], string]>([
  ["an address that others reach", ["--listen", "0.0.0.0:0"], "--insecure"],
  ["half of a certificate", ["--tls-cert", "a.pem"], "--tls-cert and --tls-key go together"],
  ["a certificate that isn't there", ["--tls-cert", "a.pem", "--tls-key", "b.pem"], "a.pem can't be read"],
  ["no address", ["--listen", "9443"], "Give host and port"],
])("%s is refused", async (_, args, said) => {
  await expect(run("serve", ...database, ...args)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining(said),
  });
});

test("a port in use is refused by name", async () => {
  const server = await serve();
  const { host } = new URL(server.url);
  await expect(run("serve", ...database, "--listen", host)).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining("another process listens there already"),
  });
  await server.end();
});
