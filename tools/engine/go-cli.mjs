// @ts-check
// Last choice: the CLI built from the Go module proxy, whose checksums Go verifies.
import fs from "node:fs";
import path from "node:path";
import { lastWord, runChild } from "../child.mjs";
import { UserError } from "../command-line.mjs";
import { cacheFolder } from "./cache.mjs";
import { withLock } from "./lock.mjs";
import { isAtLeast, versionOf } from "./version.mjs";

/** The newest release whose modules are in the public checksum database. */
const VERSION = "v3.230.0";
const COMMAND = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const OLDEST_GO = "1.25.0";
/** Nothing of this should ever take so long; a stuck download must not hang a test run for ever. */
const BUILD_TIMEOUT = 20 * 60_000;

/** The version of Go on PATH when it can build the CLI. */
export async function goVersion() {
  const { code, stdout } = await runChild("go", ["env", "GOVERSION"], { timeout: 30_000 });
  const version = code === 0 ? /^go(\d+\.\d+(\.\d+)?)/.exec(stdout.trim())?.[1] : undefined;
  return version && isAtLeast(version, OLDEST_GO) ? version : undefined;
}

/** @param {{ log: (line: string) => void }} options */
export async function cliFromGo({ log }) {
  // The stand-in hosts are scripts, which Windows does not start by name.
  if (process.platform === "win32") return undefined;
  const folder = path.join(cacheFolder(), "engine", VERSION);
  const cli = path.join(folder, "pulumi");
  const built = () => (fs.existsSync(cli) ? versionOf(cli) : undefined);
  let version = await built();
  if (!version) {
    const go = await goVersion();
    if (!go) return undefined;
    const onWait = () => log("Another process is building the Pulumi CLI: waiting for it.");
    version = await withLock(path.join(cacheFolder(), "engine", "build.lock"), { onWait }, async () => {
      const byAnother = await built();
      if (byAnother) return byAnother;
      log(`Building the Pulumi CLI ${VERSION} with Go ${go} from the Go module proxy: 2-4 minutes, once.`);
      await build(cli, log);
      return built();
    });
  }
  if (!version)
    throw new UserError(`The Pulumi CLI was built at ${cli} but does not run. Delete it and try again.`);
  return { cli: fs.realpathSync(cli), version };
}

/** @param {string} cli @param {(line: string) => void} log */
async function build(cli, log) {
  const started = Date.now();
  // A module of its own: `go install` refuses a module with replace directives.
  const module = path.join(cacheFolder(), "go", "module");
  fs.rmSync(module, { recursive: true, force: true });
  fs.mkdirSync(module, { recursive: true });
  fs.writeFileSync(path.join(module, "go.mod"), "module engine\n\ngo 1.25\n");
  const env = await goEnvironment();
  const temporary = `${cli}.${process.pid}`;
  fs.mkdirSync(path.dirname(cli), { recursive: true });
  const release = `-X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=${VERSION}`;
  for (const args of [
    ["get", "-tool", `${COMMAND}@${VERSION}`],
    ["build", "-trimpath", "-ldflags", `-s -w ${release}`, "-o", temporary, COMMAND],
  ]) {
    const outcome = await runChild("go", args, { cwd: module, env, timeout: BUILD_TIMEOUT });
    if (outcome.code !== 0) {
      fs.rmSync(temporary, { force: true });
      throw new UserError(
        `The Pulumi CLI could not be built: "go ${args[0]}" failed: ${lastWord(outcome)}\n` +
          "Try again (what was downloaded is kept), or install the Pulumi CLI and put it on PATH.",
      );
    }
  }
  fs.renameSync(temporary, cli);
  // A gigabyte that nothing needs any more. After a failure it stays, so that the next try goes on from there.
  fs.rmSync(path.join(cacheFolder(), "go"), { recursive: true, force: true });
  log(`Built in ${Math.round((Date.now() - started) / 1000)} s: ${cli}`);
}

/** Go's downloads and objects stay inside the cache folder; modules that the user has already are read from there. */
async function goEnvironment() {
  const { stdout } = await runChild("go", ["env", "GOMODCACHE", "GOPROXY"], { timeout: 30_000 });
  const [modules, proxies] = stdout.trim().split("\n");
  const local = `file://${path.join(modules ?? "", "cache", "download")}`;
  return {
    ...process.env,
    GOPROXY:
      modules && fs.existsSync(path.join(modules, "cache", "download")) ? `${local},${proxies}` : proxies,
    GOMODCACHE: path.join(cacheFolder(), "go", "modules"),
    GOCACHE: path.join(cacheFolder(), "go", "objects"),
    // Go makes downloaded modules read-only by default; then they could not be removed.
    GOFLAGS: `${process.env.GOFLAGS ?? ""} -modcacherw -mod=mod`.trim(),
    GOWORK: "off",
  };
}
