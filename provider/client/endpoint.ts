import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { BackendUnavailable } from "./errors";
import type { Transport, TransportActor } from "./transport";

/** Where the embedded backend lives when nothing else is said: inside the Pulumi project. */
export const defaultEndpoint = "file:.tencentrtc/backend.db";

const projectFiles = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

/** An endpoint fit for messages: what may hold a password (user info, a query) is left out. */
export const shownEndpoint = (endpoint: string): string =>
  endpoint.replace(/\/\/.*@/s, "//").replace(/[?#].*$/s, "");

/** The folder of the Pulumi project that `from` lies in; `from` itself where there is none. */
export function projectRoot(from: string): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (projectFiles.some((file) => existsSync(join(folder, file)))) return folder;
    if (folder === dirname(folder)) return resolve(from);
  }
}

/** A database that the service works on in this process: a file, or a PostgreSQL database by its URL. */
export type DatabaseLocation = { readonly file: string } | { readonly url: string };

/** Whether an endpoint is a PostgreSQL database. */
export const isShared = (endpoint: string): boolean => /^postgres(ql)?:/.test(endpoint);

/**
 * The database that an endpoint names.
 *
 * @throws BackendUnavailable when the endpoint is of a kind that this release doesn't speak, or names no file.
 */
export function databaseLocation(endpoint: string, root: string): DatabaseLocation {
  if (endpoint.startsWith("file:")) return { file: databaseFile(endpoint, root) };
  if (isShared(endpoint)) return { url: endpoint };
  throw new BackendUnavailable(
    `the endpoint "${shownEndpoint(endpoint)}" can't be used: this release speaks to embedded backends, for example "${defaultEndpoint}", and to shared databases, for example "postgres://user@host/database"`,
    "unsupported",
  );
}

/** The database file of a `file:` endpoint; relative paths start at the project's root. */
export function databaseFile(endpoint: string, root: string): string {
  const path = endpoint.slice("file:".length).replace(/^\/\/(?=\/)/, "");
  if (path === "" || path.startsWith("//")) {
    throw new BackendUnavailable(
      `the endpoint "${shownEndpoint(endpoint)}" names no file; write for example "${defaultEndpoint}" (relative to the project) or "file:/srv/rtc/backend.db"`,
      "unsupported",
    );
  }
  return resolve(root, path);
}

/**
 * Connects to the management backend at `endpoint`. Nothing is opened or read before the first call.
 *
 * @param actor who the backend's log shall say it was
 * @throws BackendUnavailable as `databaseLocation` does.
 */
export async function connect(
  endpoint: string,
  root: string,
  actor: TransportActor = "provider",
): Promise<Transport> {
  const location = databaseLocation(endpoint, root);
  const { InProcessTransport } = await import("./in-process.js");
  return new InProcessTransport(location, actor);
}
