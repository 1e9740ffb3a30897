import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

export interface Run {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A machine of its own for the engine finder: nothing is on PATH but the programs put there, which are real
 * executables that note each call, and the cache is empty.
 */
export class FakeMachine {
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), "engine-finder-")));
  readonly cache = join(this.folder, "cache");
  readonly #calls = join(this.folder, "calls");

  /** Puts a program on PATH. `body` is POSIX shell; only absolute paths reach programs of the real machine. */
  install(name: string, body: string, folder = "bin"): string {
    const file = join(this.folder, folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `#!/bin/sh\necho "${name} $*" >> "${this.#calls}"\n${body}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  /** A Pulumi CLI, whose download of plugins works or not. */
  pulumi({ version = "v3.200.0", pluginInstall = "exit 1", folder = "bin" } = {}): string {
    return this.install("pulumi", cliScript(version, pluginInstall), folder);
  }

  /** An npm that installs a package `pulumi`, which downloads a CLI of the wanted version or fails. */
  npm({ downloads = true, slowly = false } = {}): void {
    const download = `
      const { PULUMI_HOME, PULUMI_VERSION } = process.env;
      const bin = PULUMI_HOME + "/versions/" + PULUMI_VERSION + "/bin";
      require("node:fs").mkdirSync(bin, { recursive: true });
      const cli = "#!/bin/sh\\n" + ${JSON.stringify(cliScript("v@", "exit 1"))}.replace("@", PULUMI_VERSION);
      require("node:fs").writeFileSync(bin + "/pulumi", cli, { mode: 0o755 });`;
    const runJs = join(this.folder, "run.js");
    writeFileSync(runJs, downloads ? download : 'console.error("fetch failed"); process.exit(1);');
    this.install(
      "npm",
      `${slowly ? "/bin/sleep 1; " : ""}/bin/mkdir -p node_modules/pulumi && /bin/cp "${runJs}" node_modules/pulumi/run.js`,
    );
  }

  /** A Go of some version whose `go build` runs `build`, with the wanted file in $out. */
  go({ version = "go1.26.1", build = 'echo "$cli" > "$out"; /bin/chmod +x "$out"' } = {}): void {
    this.install(
      "go",
      `case "$1 $2" in
        "env GOVERSION") echo ${version}; exit;;
        "env GOMODCACHE") echo /nowhere; echo https://proxy.invalid; exit;;
      esac
      [ "$1" = build ] || exit 0
      while [ "$1" != -o ]; do shift; done
      out=$2
      cli='#!/bin/sh
${cliScript("v3.230.0", "exit 1")}'
      ${build}`,
    );
  }

  remove(name: string): void {
    rmSync(join(this.folder, "bin", name));
  }

  /** The calls so far that begin with `prefix`. */
  calls(prefix: string): string[] {
    const all = existsSync(this.#calls) ? readFileSync(this.#calls, "utf8").split("\n") : [];
    return all.filter((line) => line.startsWith(prefix));
  }

  /** Runs the finder as `npm run engine -- <args>` would. */
  find(...args: string[]): Promise<Run> {
    const env = { PATH: join(this.folder, "bin"), HOME: this.folder, PULUMI_TENCENTRTC_CACHE: this.cache };
    return new Promise((done) => {
      const file = join(root, "tools/engine.mjs");
      execFile(process.execPath, [file, ...args], { env }, (error, stdout, stderr) => {
        done({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, stdout, stderr });
      });
    });
  }

  destroy(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const cliScript = (version: string, pluginInstall: string): string =>
  `case "$1" in version) echo ${version};; plugin) ${pluginInstall};; esac`;
