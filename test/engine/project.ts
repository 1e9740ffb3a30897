import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { mustBeBuilt } from "../built";
import { memory } from "../memory";

const root = resolve(__dirname, "../..");

interface Engine {
  readonly cli: string;
  readonly env: Record<string, string>;
}

/** For NODE_OPTIONS: what every process of a project loads first, from `hooks/`, after what every test's does. */
const requiring = (...hooks: string[]): string =>
  [
    process.env.NODE_OPTIONS ?? "",
    ...hooks.map((hook) => `--require ${join(__dirname, "hooks", hook)}`),
  ].join(" ");

let engine: Engine | undefined;
const askForEngine = () =>
  execFileSync(process.execPath, [join(root, "tools/engine.mjs"), "--json"], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
  });

/** The CLI that `npm test` has found, or `npm run engine` finds, once per file of tests. */
function findEngine(): Engine {
  if (!engine) mustBeBuilt();
  engine ??= JSON.parse(process.env.TEST_ENGINE ?? askForEngine());
  if (!engine) throw new Error("no engine");
  return engine;
}

export interface Run {
  readonly code: number | null;
  /** Standard output and error together, as a person sees them. */
  readonly output: string;
}

export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id: string;
  readonly inputs: Record<string, unknown>;
  readonly outputs: Record<string, unknown>;
  readonly initErrors?: string[];
}

/**
 * A Pulumi project of its own in a temporary folder: a JavaScript program, a state folder, an embedded backend.
 * Everything goes through the real CLI.
 */
export class Project {
  readonly folder: string;
  readonly stack: string;
  readonly env: NodeJS.ProcessEnv;

  constructor(
    options: {
      stack?: string;
      folder?: string;
      env?: Record<string, string>;
      /** A folder in `examples/`, copied here instead of a program of the test's own. */
      example?: string;
    } = {},
  ) {
    const found = findEngine();
    this.folder = options.folder ?? mkdtempSync(join(memory, "tencentrtc-project-"));
    this.stack = options.stack ?? "dev";
    mkdirSync(join(this.folder, "state"), { recursive: true });
    this.env = {
      ...process.env,
      ...found.env,
      PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      NO_COLOR: "1",
      // A run of the CLI ends before collecting its garbage is worth the time.
      GOGC: "off",
      GOMEMLIMIT: "512MiB",
      NODE_OPTIONS: requiring("late-modules.cjs"),
      ...options.env,
    };
    this.link("pulumi-tencentrtc", root);
    this.link("@pulumi/pulumi", join(root, "node_modules/@pulumi/pulumi"));
    if (options.example !== undefined) {
      const example = join(root, "examples", options.example);
      // Without what a run of it by hand has left there.
      const isPartOf = (path: string) => !/[\\/](node_modules|\.(?!gitignore)[^\\/]*)$/.test(path);
      cpSync(example, this.folder, { recursive: true, filter: isPartOf });
      for (const name of ["typescript", "@types", "node-forge"])
        this.link(name, join(root, "node_modules", name));
      return;
    }
    this.write(
      "Pulumi.yaml",
      "name: shop\nruntime:\n  name: nodejs\n  options:\n    typescript: false\nmain: index.js\n",
    );
    this.write("package.json", '{ "name": "shop", "private": true }\n');
    this.program("");
  }

  get backendFile(): string {
    return join(this.folder, ".tencentrtc/backend.db");
  }

  write(path: string, text: string): void {
    const file = join(this.folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  read(path: string): string {
    return readFileSync(join(this.folder, path), "utf8");
  }

  /** The body of the program; `rtc` and `pulumi` are at hand, `exports.x = …` makes a stack output. */
  program(body: string): void {
    this.write(
      "index.js",
      `const pulumi = require("@pulumi/pulumi");\nconst rtc = require("pulumi-tencentrtc");\n${body}\n`,
    );
  }

  /** Runs the CLI to its end. */
  pulumi(...args: string[]): Promise<Run> {
    return this.run(findEngine().cli, ...args, "--non-interactive");
  }

  /** Runs a command in the project to its end, as `pulumi` does the CLI. */
  run(command: string, ...args: string[]): Promise<Run> {
    return new Promise((done) => {
      execFile(
        command,
        args,
        { cwd: this.folder, env: this.env, maxBuffer: 1 << 28 },
        (error, stdout, stderr) =>
          done({
            code: error ? (typeof error.code === "number" ? error.code : 1) : 0,
            output: `${stdout}${stderr}`,
          }),
      );
    });
  }

  /** Loads a hook from `hooks/` into every provider process started from now on. */
  hook(name: string, env: Record<string, string> = {}): void {
    Object.assign(this.env, { NODE_OPTIONS: requiring("late-modules.cjs", name) }, env);
  }

  unhook(): void {
    this.env.NODE_OPTIONS = requiring("late-modules.cjs");
  }

  /** Starts the CLI in a process group of its own, for tests that kill it. */
  start(...args: string[]): ChildProcess {
    return spawn(findEngine().cli, [...args, "--non-interactive"], {
      cwd: this.folder,
      env: this.env,
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  async init(config: Record<string, string> = {}): Promise<void> {
    await this.must("stack", "init", this.stack);
    this.config(config);
  }

  /** What docs/recovery.md says of "failed to load checkpoint: EOF": a kill in the middle of a checkpoint. */
  mendStateFolder(): void {
    const folder = join(this.folder, "state/.pulumi/stacks/shop");
    const attributes = readdirSync(folder).filter((name) => name.endsWith(".attrs"));
    for (const name of attributes) {
      const file = join(folder, name);
      if (statSync(file).size === 0) rmSync(file);
    }
  }

  /** Sets plain stack config. Structured values are JSON, which is YAML too. */
  config(values: Record<string, string>): void {
    const file = `Pulumi.${this.stack}.yaml`;
    const kept = this.read(file).split("\nconfig:")[0];
    const lines = Object.entries(values).map(([key, value]) => `  ${key}: ${value}`);
    this.write(file, `${kept?.trimEnd()}\n${lines.length > 0 ? `config:\n${lines.join("\n")}\n` : ""}`);
  }

  up(...args: string[]): Promise<Run> {
    return this.pulumi("up", "--yes", "--skip-preview", "--stack", this.stack, ...args);
  }

  preview(...args: string[]): Promise<Run> {
    return this.pulumi("preview", "--stack", this.stack, ...args);
  }

  refresh(...args: string[]): Promise<Run> {
    return this.pulumi("refresh", "--yes", "--skip-preview", "--stack", this.stack, ...args);
  }

  destroy(...args: string[]): Promise<Run> {
    return this.pulumi("destroy", "--yes", "--skip-preview", "--stack", this.stack, ...args);
  }

  /** As `pulumi`, failing the test with everything that was printed. */
  async must(...args: string[]): Promise<string> {
    const run = await this.pulumi(...args);
    if (run.code !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${run.code}:\n${run.output}`);
    return run.output;
  }

  async outputs(): Promise<Record<string, unknown>> {
    return JSON.parse(await this.must("stack", "output", "--json", "--show-secrets", "--stack", this.stack));
  }

  /** The resources in the state, without the stack itself: what `pulumi stack export` prints, without a process. */
  async resources(): Promise<StateResource[]> {
    const { checkpoint } = JSON.parse(this.stateText());
    const all: StateResource[] = checkpoint.latest?.resources ?? [];
    return all.filter((resource) => resource.type.includes("tencentrtc"));
  }

  /** The whole state as it lies in its folder: where a planted secret must not be. */
  stateText(stack = this.stack): string {
    const stacks = join(this.folder, "state/.pulumi/stacks");
    // An example calls its project what it likes.
    const [project = ""] = readdirSync(stacks);
    return readFileSync(join(stacks, project, `${stack}.json`), "utf8");
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  link(name: string, target: string): void {
    const path = join(this.folder, "node_modules", name);
    mkdirSync(dirname(path), { recursive: true });
    symlinkSync(target, path);
  }
}
