import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { createInterface } from "node:readline";

/** Programs of a PostgreSQL server. */
export interface Installation {
  readonly name: string;
  /** The folder that holds `initdb` and `postgres`. */
  readonly bin: string;
}

/** The servers that tests can start here; the first is the one that most of them use. */
export function installations(): Installation[] {
  const finder = resolve(__dirname, "../../tools/postgres.mjs");
  return JSON.parse(execFileSync(process.execPath, [finder, "--json"], { encoding: "utf8" }));
}

/** A PostgreSQL server of the test's own. */
export interface PostgresServer {
  /** Of its superuser, for a database that exists: `…/postgres`. */
  readonly url: string;
  /** Ends it as a power cut does; what is started again afterwards has what was committed. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const password = "p@ss:w/rd?#%";

/** Nothing here outlives its test, so nothing waits for a disk. */
const settings = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  fsync: "off",
  full_page_writes: "off",
  shared_buffers: "32MB",
  max_connections: "200",
  dynamic_shared_memory_type: "mmap",
  timezone: "UTC",
};

/**
 * Makes a cluster in a temporary folder and starts it. Its order of text is that of a dictionary, not of bytes: what
 * depends on the order must say so itself.
 */
export async function startPostgres(
  installation: Installation | undefined = installations()[0],
): Promise<PostgresServer> {
  if (!installation) throw new Error("there is no PostgreSQL server on this machine; see CONTRIBUTING.md");
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  const user = someUser();
  const bin = reachable(installation.bin, folder, user);
  const data = join(folder, "data");
  mkdirSync(data);
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password);
  if (user) for (const path of [folder, data, passwordFile]) chownSync(path, user.uid, user.gid);
  const run = { cwd: folder, env: { ...process.env, LC_ALL: "C" }, ...user };
  const initdb = [
    ...["--pgdata", data, "--username", "postgres", "--pwfile", passwordFile, "--auth", "scram-sha-256"],
    ...["--encoding", "UTF8", "--locale-provider", "icu", "--icu-locale", "en-US", "--no-sync"],
  ];
  execFileSync(join(bin, "initdb"), initdb, { ...run, stdio: ["ignore", "ignore", "inherit"] });
  const port = await freePort();
  const start = () => {
    const options = Object.entries({ ...settings, port }).flatMap(([name, value]) => [
      "-c",
      `${name}=${value}`,
    ]);
    return ready(
      spawn(join(bin, "postgres"), ["-D", data, ...options], { ...run, stdio: ["ignore", "ignore", "pipe"] }),
    );
  };
  let server = await start();
  const leave = () => {
    server.kill("SIGQUIT");
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", leave);
  return {
    url: `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`,
    async restart() {
      await end(server);
      server = await start();
    },
    async stop() {
      process.off("exit", leave);
      await end(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function someUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(execFileSync("id", [flag, "nobody"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

/** The programs where another user can run them: a checkout in root's home is closed to everybody else. */
function reachable(bin: string, folder: string, user: { uid: number } | undefined): string {
  if (!user || isOpenToAll(bin)) return bin;
  const copy = join(folder, "programs");
  cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  chmodSync(copy, 0o755);
  return join(copy, "bin");
}

const isOpenToAll = (folder: string): boolean =>
  (statSync(folder).mode & 0o001) !== 0 && (dirname(folder) === folder || isOpenToAll(dirname(folder)));

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

function ready(server: ChildProcess): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    const said: string[] = [];
    const lines = createInterface({ input: server.stderr ?? process.stdin });
    lines.on("line", (line) => {
      said.push(line);
      if (line.includes("ready to accept connections")) resolve(server);
    });
    server.once("exit", () => reject(new Error(`PostgreSQL ended:\n${said.join("\n")}`)));
  });
}

/** An immediate shutdown: no connection is waited for. */
function end(server: ChildProcess): Promise<void> {
  return new Promise((done) => {
    if (server.exitCode !== null || server.signalCode !== null) return done();
    server.once("exit", () => done());
    server.kill("SIGQUIT");
  });
}
