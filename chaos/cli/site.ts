import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "@photostructure/sqlite";
import { nouns } from "../../backend/api/errors";
import type { Resource } from "../../test/provider/engine/results";
import { isRow, type Row } from "../databases";
import { kill, processesWith, type Running } from "./processes";

/** Every process that is started here, and each that those start, carries it. */
const mark = "TENCENTRTC_CHAOS";

/** What a command printed, and how it ended: null where it was killed. */
export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export interface Run {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

interface Key {
  readonly uin: string;
  readonly secretId: string;
  readonly secretKey: string;
}

/** A project of files, a server on a database, and the real command and engine between them. */
export class Site {
  readonly #folder = mkdtempSync(join(tmpdir(), "tencentrtc-chaos-"));
  readonly #id = `${process.pid}-${Date.now()}`;
  readonly #key: Key;
  #server: ChildProcess | undefined;
  #port = 0;

  /** @param root of the checkout, which is built @param engine what finds the Pulumi CLI */
  constructor(
    private readonly root: string,
    private readonly engine: Readonly<Record<string, string>>,
  ) {
    for (const folder of ["apps", "state", "node_modules/@pulumi"])
      mkdirSync(join(this.#folder, folder), { recursive: true });
    this.#link("pulumi-tencentrtc", root);
    this.#link("@pulumi/pulumi", join(root, "node_modules/@pulumi/pulumi"));
    this.write("Pulumi.yaml", "name: chaos\nruntime: nodejs\n");
    const account = [
      "account",
      "add",
      "chaos",
      "--json",
      "--window-seconds",
      "1",
      "--database",
      this.#database,
    ];
    this.#key = JSON.parse(
      execFileSync(process.execPath, [this.#command, ...account], { encoding: "utf8", env: this.#env }),
    );
  }

  get uin(): string {
    return this.#key.uin;
  }

  write(path: string, text: string): void {
    writeFileSync(join(this.#folder, path), text);
  }

  /** Starts the server, on its port of before once it has one. */
  async serve(): Promise<void> {
    const args = ["serve", "--quiet", "--listen", `127.0.0.1:${this.#port}`, "--database", this.#database];
    const server = spawn(process.execPath, [this.#command, ...args], {
      cwd: this.#folder,
      env: this.#env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.#server = server;
    const [line] = await Promise.race([
      once(createInterface({ input: server.stdout }), "line"),
      once(server, "exit").then(([code]) => {
        throw new Error(`the server ended with ${code}`);
      }),
    ]);
    this.#port = Number(new URL(JSON.parse(line).listening).port);
  }

  /** `kill -9` of the server. */
  async crash(): Promise<void> {
    const server = this.#server;
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill("SIGKILL");
    await ended;
  }

  /** Starts the command. */
  start(...args: string[]): Run {
    const child = spawn(process.execPath, [this.#command, ...args], {
      cwd: this.#folder,
      env: {
        ...this.#env,
        TENCENTRTC_ENDPOINT: `http://127.0.0.1:${this.#port}`,
        TENCENTCLOUD_SECRET_ID: this.#key.secretId,
        TENCENTCLOUD_SECRET_KEY: this.#key.secretKey,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding("utf8").on("data", (text: string) => {
        output += text;
      });
    // Not "close": what outlives a killed command may hold its pipes open.
    const ended = once(child, "exit").then(() => ({ code: child.exitCode, output }));
    return { child, ended };
  }

  /** All that runs here but the server. */
  running(): Running[] {
    return processesWith(mark, this.#id).filter(({ pid }) => pid !== this.#server?.pid);
  }

  /** What docs/recovery.md says of a kill in the middle of a checkpoint. */
  mendState(): void {
    const folder = join(this.#folder, "state/.pulumi/stacks/chaos");
    const names = existsSync(folder) ? readdirSync(folder) : [];
    for (const file of names.filter((name) => name.endsWith(".attrs")).map((name) => join(folder, name)))
      if (statSync(file).size === 0) rmSync(file);
  }

  /** What the stack's state holds, by plain reading of its file. */
  state(stack: string): Map<string, Resource> {
    const file = join(this.#folder, `state/.pulumi/stacks/chaos/${stack}.json`);
    if (!existsSync(file)) return new Map();
    const { checkpoint } = JSON.parse(readFileSync(file, "utf8"));
    const resources: Record<string, unknown>[] = checkpoint.latest?.resources ?? [];
    const found = resources.flatMap((one): Resource[] => {
      const [type = "", name = ""] = String(one.urn).split("::").slice(-2);
      const kind = nouns.find((known) => type.endsWith(`:${known}`));
      if (kind === undefined) return [];
      const dependencies = Array.isArray(one.dependencies) ? one.dependencies.map(nameIn) : [];
      const { id, inputs, outputs } = one;
      return [
        {
          kind,
          name,
          id: String(id),
          inputs: Object(inputs),
          outputs: Object(outputs),
          dependencies,
          initErrors: [],
        },
      ];
    });
    return new Map(found.map((one) => [one.name, one]));
  }

  async sql(query: string): Promise<Row[]> {
    const reader = new DatabaseSync(join(this.#folder, "backend.db"));
    try {
      return reader.prepare(query).all().filter(isRow);
    } finally {
      reader.close();
    }
  }

  async remove(): Promise<void> {
    await this.crash();
    this.running().forEach(kill);
    rmSync(this.#folder, { recursive: true, force: true });
  }

  get #command(): string {
    return join(this.root, "dist/cli/main.js");
  }

  get #database(): string {
    return `file:${join(this.#folder, "backend.db")}`;
  }

  get #env(): NodeJS.ProcessEnv {
    const { CI: _, TENCENTRTC_ENDPOINT: __, ...environment } = process.env;
    return {
      ...environment,
      ...this.engine,
      [mark]: this.#id,
      PULUMI_BACKEND_URL: `file://${join(this.#folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "chaos",
      NO_COLOR: "1",
    };
  }

  #link(name: string, target: string): void {
    const path = join(this.#folder, "node_modules", name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  }
}

const nameIn = (urn: unknown): string => String(urn).split("::").at(-1) ?? "";
