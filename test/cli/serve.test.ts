import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, openSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { CreateTag, DescribeAccount, DescribeTags } from "../../backend/api";
import { type Listed, launchersOf } from "../../cli/operator/launcher";
import { HttpTransport } from "../../provider/client/http/http";
import { send } from "../backend/http/requests";
import { options } from "../backend/http/served";
import { type Account, made } from "./account";
import { ServerProcess } from "./server-process";
import { command, tencentrtc } from "./tencentrtc";

/** A server looks at its file several times a second. */
const nextLook = () => new Promise((resolve) => setTimeout(resolve, 100));

const folder = mkdtempSync(join(tmpdir(), "tencentrtc-serve-"));
const database = ["--database", `file:${join(folder, "backend.db")}`];
const run = (...args: string[]) => tencentrtc(args, { cwd: folder });
const serve = (...args: string[]) => ServerProcess.start(...database, ...args);
const transportTo = ({ url }: ServerProcess, credentials: Account) =>
  new HttpTransport({ endpoint: new URL(url), credentials, retries: 0 });

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("no database is made by serving, listing or adding a key", async () => {
  for (const verb of [["serve"], ["account", "list"], ["account", "key", "ci"]]) {
    expect(run(...verb, ...database)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("is missing"),
    });
  }
});

test("an account is added with a key pair, served, and refused when its key is taken away", async () => {
  const account = made("account", "add", "ci", ...database);
  expect(account).toMatchObject({ uin: "100000000002", secretId: expect.stringMatching(/^AKID\w{32}$/) });
  expect(run("account", "add", "ci", ...database)).toMatchObject({
    stderr: expect.stringContaining('there is an account "ci" already'),
  });
  const other = made("account", "add", "other", ...database);
  const reader = made("account", "key", "ci", ...database, "--user", "auditor");
  const server = await serve();
  expect(server.ready).toEqual({ listening: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) });

  const [writing, reading, foreign] = [account, reader, other].map((key) => transportTo(server, key));
  await writing?.call(CreateTag, { TagKey: "a", TagValue: "b" }, options());
  expect((await reading?.call(DescribeTags, {}, options()))?.TotalCount).toBe(1);
  expect((await foreign?.call(DescribeTags, {}, options()))?.TotalCount).toBe(0);
  await expect(reading?.call(CreateTag, { TagKey: "c", TagValue: "d" }, options())).rejects.toMatchObject({
    code: "UnauthorizedOperation.ReadOnly",
  });

  const listed = run("account", "list", ...database).stdout;
  expect(listed).toContain(reader.secretId);
  for (const { secretKey } of [account, reader, other]) expect(listed).not.toContain(secretKey);
  const codes = [0, 1].map(() => run("account", "revoke", reader.secretId, ...database).code);
  expect(codes).toEqual([0, 1]);
  expect(await server.end()).toBe(0);
  expect(server.log).toContain('"action":"CreateTag"');
  await Promise.all([writing, reading, foreign].map((transport) => transport?.close()));
});

test("--account makes database and account, and shows its key pair once", async () => {
  const own = ["--database", `file:${join(folder, "own.db")}`, "--account", "trial"];
  const first = await ServerProcess.start(...own);
  const account = first.ready.account;
  if (!account) throw new Error("no key pair");
  const transport = transportTo(first, account);
  expect(await transport.call(DescribeAccount, {}, options())).toMatchObject({ Uin: account.uin });
  await transport.close();
  await first.end();
  const second = await ServerProcess.start(...own);
  expect(second.ready).toEqual({ listening: second.url });
  await second.end();
});

test.each([
  [
    "a name that can't be resolved",
    "nowhere.invalid:0",
    /^error: --listen: nowhere\.invalid:0 can't be listened on \((ENOTFOUND|EAI_AGAIN)\): the name can't be resolved/,
  ],
  [
    "a link-local address without an interface",
    "[fe80::1]:0",
    /^error: --listen: \[fe80::1\]:0 can't be listened on \(EINVAL\): it is link-local, .*\[fe80::1%eth0\]/,
  ],
  [
    "an address of another machine",
    "192.0.2.1:0",
    /^error: --listen: 192\.0\.2\.1:0 can't be listened on \(EADDRNOTAVAIL\): no network interface/,
  ],
])("%s is told with what to give instead, and no stack", (_name, listen, expected) => {
  const { code, stderr } = run("serve", "--listen", listen, "--insecure", ...database);
  expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringMatching(expected) });
  expect(stderr).not.toMatch(/\n\s+at /);
});

test("faults come from a file that may change", async () => {
  const file = join(folder, "faults.json");
  writeFileSync(file, '{"Faults": [{"Kind": "throttling"}]}');
  const own = ["--database", `file:${join(folder, "faulty.db")}`, "--account", "trial", "--faults", file];
  const server = await ServerProcess.start(...own);
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
  ["no name", ["--public-host", "https://rtc.example.com"], "Give a name or an address"],
])("%s is refused", (_, args, said) => {
  expect(run("serve", ...database, ...args)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining(said),
  });
});

test("the hosts by which it is reached are given one by one, or together in a variable", async () => {
  const metricsOf = async (server: ServerProcess, host: string) =>
    (await send(server.url, { method: "GET", path: "/metrics", headers: { host }, body: "" })).status;
  const option = await serve("--public-host", "one.example.com", "--public-host", "two.example.com:8443");
  const variable = await ServerProcess.startWith(
    { TENCENTRTC_PUBLIC_HOST: "one.example.com, two.example.com:8443" },
    ...database,
  );
  for (const server of [option, variable]) {
    expect(await metricsOf(server, "one.example.com")).toBe(200);
    expect(await metricsOf(server, "two.example.com:8443")).toBe(200);
    expect(await metricsOf(server, "two.example.com")).toBe(421);
    await server.end();
  }
});

test("the console page is there, unless it isn't wanted", async () => {
  for (const [args, status] of [
    [[], 200],
    [["--no-console"], 404],
  ] as const) {
    const server = await serve(...args);
    expect((await fetch(`${server.url}/console/sign-in`)).status).toBe(status);
    await server.end();
  }
});

test("a port in use is refused by name, and no account is made whose key pair nobody would see", async () => {
  const server = await serve();
  const { host } = new URL(server.url);
  expect(run("serve", ...database, "--listen", host, "--account", "unseen")).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("another process listens there already"),
  });
  expect(run("account", "list", ...database).stdout).not.toContain("unseen");
  await server.end();
});

test.each(["SIGTERM", "SIGKILL"] as const)(
  "%s to the npx that started it ends it in good order",
  async (signal) => {
    const project = mkdtempSync(join(folder, "npx-"));
    const bin = join(project, "node_modules/.bin");
    mkdirSync(bin, { recursive: true });
    writeFileSync(join(project, "package.json"), '{ "name": "shop", "private": true }');
    writeFileSync(join(bin, "tencentrtc"), `#!/bin/sh\nexec "${process.execPath}" "${command}" "$@"\n`, {
      mode: 0o755,
    });
    const args = ["--no-install", "tencentrtc", "serve", "--listen", "127.0.0.1:0", ...database];
    const npx = spawn("npx", args, { cwd: project, stdio: ["ignore", "pipe", "pipe"] });
    let log = "";
    npx.stderr.setEncoding("utf8").on("data", (text) => {
      log += text;
    });
    await once(createInterface({ input: npx.stdout }), "line");
    npx.kill(signal);
    // Closed once nobody holds its other end any more, the server included.
    await once(npx.stderr, "close");
    expect(log).toMatch(/"signal":"(npm's end|SIGTERM)","msg":"stopping"/);
  },
);

const npmExec = { parent: 1, command: "npm exec tencentrtc serve" };
const npmShell = { parent: 3, command: "sh -c 'tencentrtc' serve" };
test.each<[string, Record<number, Listed>, number[]]>([
  ["npx, by way of a shell", { 2: npmShell, 3: npmExec }, [2, 3]],
  ["npx, whose shell became the server", { 2: npmExec }, [2]],
  ["an older npx", { 2: { parent: 1, command: "node /usr/bin/npx tencentrtc serve" } }, [2]],
  ["a script of npm", { 2: npmShell, 3: { parent: 1, command: "npm run serve" } }, [2, 3]],
  ["a person's shell", { 2: { parent: 1, command: "-bash" } }, []],
  ["a script that goes on without it", { 2: { parent: 1, command: "sh ./start.sh" }, 1: npmExec }, []],
  ["systemd, or a container", { 1: { parent: 0, command: "/sbin/init" } }, []],
  [
    "another tool that npx runs",
    { 2: { parent: 3, command: "node node_modules/.bin/concurrently x" }, 3: npmExec },
    [],
  ],
  ["one that nobody can tell of", {}, []],
])("a server that %s started waits for the end of whom it should", (_, processes, launchers) => {
  const parent = processes[2] ? 2 : 1;
  const all: Record<number, Listed> = { ...processes, 9: { parent, command: "node main.js serve" } };
  expect(launchersOf(9, (pid) => all[pid])).toEqual(launchers);
});

describe("what is shown once, and can't be shown,", () => {
  type Making = [what: string, args: readonly string[]];
  const makings: Making[] = [
    ["account add", ["account", "add", "unseen"]],
    ["account add --json", ["account", "add", "unseen", "--json"]],
    ["account key", ["account", "key", "embedded", "--rights", "write"]],
    ["serve --account", ["serve", "--listen", "127.0.0.1:0", "--quiet", "--account", "unseen"]],
  ];
  /** @returns the exit code and what stood on standard error */
  const withOutput = (args: readonly string[], out: number | "nobody") =>
    new Promise<{ code: number | null; stderr: string }>((resolve) => {
      const stdio = ["ignore", out === "nobody" ? "pipe" : out, "pipe"] as const;
      const child = spawn(process.execPath, [command, ...args, ...database], { stdio: [...stdio] });
      child.stdout?.destroy();
      const parts: string[] = [];
      child.stderr?.on("data", (part) => parts.push(String(part)));
      child.on("close", (code) => resolve({ code, stderr: parts.join("") }));
    });

  test.each(makings)("is taken back: %s", async (_, args) => {
    expect(run("account", "add", "seen", ...database).code).toBeLessThanOrEqual(1);
    const before = run("account", "list", ...database).stdout;
    const outputs = existsSync("/dev/full")
      ? (["nobody", openSync("/dev/full", "w")] as const)
      : (["nobody"] as const);
    for (const output of outputs) {
      const { code, stderr } = await withOutput(args, output);
      const why = output === "nobody" ? "EPIPE" : "ENOSPC";
      expect(stderr).toContain(
        `standard output can't be written (${why}): nobody would have seen the secret key`,
      );
      expect(stderr).toContain("was taken back");
      expect(stderr).not.toMatch(/\n {4}at /);
      expect(code).toBe(1);
    }
    expect(run("account", "list", ...database).stdout).toBe(before);
  });

  test("is no account that hinders the next one", () => {
    expect(run("account", "add", "unseen", ...database)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("SecretKey"),
    });
  });
});
