import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { credentials } from "@grpc/grpc-js";
import { LanguageRuntimeClient } from "@pulumi/pulumi/proto/language_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/language_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

const root = resolve(__dirname, "../..");
const folder = mkdtempSync(join(tmpdir(), "language-host-"));
let host: ChildProcess;
let client: LanguageRuntimeClient;
let output = "";

beforeAll(async () => {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  host = spawn(join(root, "tools/language-host/pulumi-language-nodejs"), ["127.0.0.1:2"], { cwd: folder });
  host.stdout?.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  while (!output.includes("\n")) await once(host.stdout ?? host, "data");
  client = new LanguageRuntimeClient(
    `127.0.0.1:${Number.parseInt(output, 10)}`,
    credentials.createInsecure(),
  );
});
afterAll(() => {
  client.close();
  host.kill("SIGKILL");
  rmSync(folder, { recursive: true });
});

/** Runs `code` in the program's process, before the SDK asks for an engine, which isn't there. */
async function run(code: string) {
  const project = mkdtempSync(join(folder, "project-"));
  writeFileSync(join(project, "first.js"), code);
  const info = new rpc.ProgramInfo()
    .setRootDirectory(project)
    .setProgramDirectory(project)
    .setEntryPoint(".")
    .setOptions(
      Struct.fromJavaScript({ typescript: false, nodeargs: "--no-deprecation --require=./first.js" }),
    );
  const request = new rpc.RunRequest()
    .setProject("shop")
    .setStack("dev")
    .setOrganization("acme")
    .setPwd(project)
    .setMonitorAddress("127.0.0.1:1")
    .setParallel(7)
    .setDryrun(true)
    .setConfigsecretkeysList(["shop:password"])
    .setInfo(info);
  request.getConfigMap().set("shop:size", "3");
  const call = promisify<rpc.RunRequest, rpc.RunResponse>(client.run.bind(client));
  return { project, response: (await call(request)).toObject() };
}

test.each([
  [0, { error: "", bail: false }],
  [7, { error: "Program exited with non-zero exit code: 7", bail: false }],
  [32, { error: "", bail: true }],
])("a program that exits with %d", async (code, expected) => {
  const { response } = await run(`process.exit(${code})`);
  expect(response).toMatchObject(expected);
});

test("a program gets its stack, config, options and node arguments, and its output is forwarded", async () => {
  const { project } = await run(`
    const { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT } = process.env;
    const env = { PULUMI_CONFIG, PULUMI_CONFIG_SECRET_KEYS, PULUMI_NODEJS_TYPESCRIPT };
    const seen = { env, node: process.execArgv, args: process.argv.slice(2) };
    require("node:fs").writeFileSync("seen.json", JSON.stringify(seen));
    console.log("said by the program");
    process.exit(0);`);
  expect(JSON.parse(readFileSync(join(project, "seen.json"), "utf8"))).toEqual({
    env: {
      PULUMI_CONFIG: '{"shop:size":"3"}',
      PULUMI_CONFIG_SECRET_KEYS: '["shop:password"]',
      PULUMI_NODEJS_TYPESCRIPT: "false",
    },
    node: ["--no-deprecation", "--require=./first.js"],
    args: [
      ...["--monitor", "127.0.0.1:1", "--engine", "127.0.0.1:2"],
      ...["--organization", "acme", "--project", "shop", "--stack", "dev"],
      ...["--pwd", project, "--root-directory", project],
      ...["--parallel", "7", "--dry-run", "true", "."],
    ],
  });
  expect(output).toContain("said by the program");
});

test("says which SDK it runs programs with", async () => {
  const call = promisify<Empty, { getVersion(): string }>(client.getPluginInfo.bind(client));
  const { version } = JSON.parse(
    readFileSync(join(root, "node_modules/@pulumi/pulumi/package.json"), "utf8"),
  );
  expect((await call(new Empty())).getVersion()).toBe(version);
});

test("names the dependencies of a program", async () => {
  const project = join(folder, "dependencies");
  mkdirSync(project);
  writeFileSync(
    join(project, "package.json"),
    '{ "dependencies": { "a": "1" }, "devDependencies": { "b": "2" } }',
  );
  const request = new rpc.GetProgramDependenciesRequest().setPwd(project);
  const call = promisify<rpc.GetProgramDependenciesRequest, rpc.GetProgramDependenciesResponse>(
    client.getProgramDependencies.bind(client),
  );
  expect((await call(request)).toObject().dependenciesList).toEqual([
    { name: "a", version: "1" },
    { name: "b", version: "2" },
  ]);
});

// The last one: it ends the host.
test("it ends with its engine, and its program with it", async () => {
  const started = run(
    `require("node:fs").writeFileSync("pid", String(process.pid)); setInterval(() => {}, 1000);`,
  );
  started.catch(() => {});
  const pidFile = await appeared(() => readPid(folder));
  const ended = once(host, "exit");
  host.stdin?.end();
  await ended;
  await appeared(() => (isAlive(pidFile) ? undefined : true));
  await expect(started).rejects.toThrow("UNAVAILABLE");
});

function readPid(inside: string): number | undefined {
  const file = readdirSync(inside)
    .map((name) => join(inside, name, "pid"))
    .find((name) => existsSync(name));
  return file ? Number(readFileSync(file, "utf8")) || undefined : undefined;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function appeared<T>(look: () => T | undefined): Promise<T> {
  for (let attempt = 0; attempt < 2_000; attempt++) {
    const seen = look();
    if (seen !== undefined) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error("it did not happen within 40 s");
}
