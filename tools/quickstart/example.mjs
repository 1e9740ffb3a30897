// @ts-check
// The example's folder: everything that the quickstart writes is in here or in the engine's cache.
import fs from "node:fs";
import path from "node:path";
import { root } from "../command-line.mjs";

export const folder = path.join(root, "examples", "quickstart");
export const stack = "dev";
/** The default endpoint of the provider, `file:.tencentrtc/backend.db`, in this project. */
export const backendFile = path.join(folder, ".tencentrtc", "backend.db");

/** What the quickstart's own server keeps, where it is asked for one. */
export const serverFile = path.join(folder, ".tencentrtc", "server.db");

/** The package's own command, as compiled. */
export const command = path.join(root, "dist", "cli", "main.js");

const state = path.join(folder, ".state");
/** What the program makes in place of a vendor's key. */
const practiceKeys = path.join(folder, ".push");
const packages = path.join(folder, "node_modules");
const packageLink = path.join(packages, "pulumi-tencentrtc");
const stackSettings = path.join(folder, `Pulumi.${stack}.yaml`);

/** What of the user's environment would lead the example elsewhere: another state, endpoint or account. */
const FOREIGN = /^(PULUMI_|TENCENTRTC_|TENCENTCLOUD_)/;

/** Makes `pulumi-tencentrtc` in the program mean this checkout; the other packages are found further up. */
export function prepare() {
  fs.mkdirSync(state, { recursive: true });
  // A person may have run `npm install` in the folder: then that is what they want to try.
  if (fs.lstatSync(packageLink, { throwIfNoEntry: false })) return;
  fs.mkdirSync(packages, { recursive: true });
  fs.symlinkSync(path.relative(packages, root), packageLink, "junction");
}

/** The user's environment, without what would lead elsewhere. */
export const inherited = () =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !FOREIGN.test(name)));

/**
 * The environment of a process that works on the example.
 * @param {Record<string, string>} own of the engine and the backend
 */
export function environment(own) {
  return {
    ...inherited(),
    ...own,
    PULUMI_BACKEND_URL: `file://${state}`,
    // It keeps nothing worth protecting. A real project takes a real one, or a key management service.
    PULUMI_CONFIG_PASSPHRASE: "quickstart",
  };
}

/** Whether an earlier quickstart has left something. */
export const exists = () =>
  [path.join(state, ".pulumi"), backendFile, serverFile].some((file) => fs.existsSync(file));

/** Removes all that the quickstart has made. @param {{ keepBackend: boolean }} options */
export function remove({ keepBackend }) {
  for (const place of [state, stackSettings, practiceKeys])
    fs.rmSync(place, { recursive: true, force: true });
  if (!keepBackend) fs.rmSync(path.dirname(backendFile), { recursive: true, force: true });
  if (!fs.lstatSync(packageLink, { throwIfNoEntry: false })?.isSymbolicLink()) return;
  fs.unlinkSync(packageLink);
  if (fs.readdirSync(packages).length === 0) fs.rmdirSync(packages);
}

/** The files by which the engine locks the stack, with the process that made each. */
export function stackLocks() {
  const locks = path.join(state, ".pulumi", "locks");
  if (!fs.existsSync(locks)) return [];
  return fs
    .readdirSync(locks, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(fs.readFileSync(path.join(locks, name), "utf8")))
    .map(({ pid, hostname }) => ({ pid: Number(pid), hostname: String(hostname) }));
}
