import { accessSync, constants } from "node:fs";
import { isLoopback } from "../../../ground/http/loopback";
import { postgresFileParameters } from "../../api";
import { BackendError } from "../errors";

/** The URL of a PostgreSQL database, judged. */
export interface Address {
  /** For the driver. */
  readonly url: string;
  /** For messages: without user, password and parameters. */
  readonly place: string;
  /** User in the URL; undefined where the environment decides. */
  readonly user: string | undefined;
  /** Whether TLS is asked for because nobody said otherwise. */
  readonly isTlsAssumed: boolean;
}

const schemes = ["postgres:", "postgresql:"];

/** The TLS modes that don't verify who answers. Of the others the driver warns, or takes them for none. */
const unverified = ["disable", "no-verify"];

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads `postgres://user:password@host:port/database?…`. Beyond this machine the server must prove who it is before it
 * gets the password, unless the URL or `PGSSLMODE` says otherwise.
 *
 * @throws BackendError that shows nothing of a URL which can't be read: its password may stand anywhere in it.
 */
export function addressOf(url: string, environment: Environment = process.env): Address {
  const parsed = parse(url);
  if (parsed === undefined || !schemes.includes(parsed.protocol) || parsed.pathname.includes("@")) {
    throw unreadable();
  }
  const told = parsed.searchParams.get("sslmode") || environment.PGSSLMODE || undefined;
  const isTlsAssumed = told === undefined && !parsed.searchParams.has("ssl") && !isNear(parsed, environment);
  const isVerified = told === undefined ? isTlsAssumed : !unverified.includes(told);
  if (isVerified) parsed.searchParams.set("sslmode", "verify-full");
  const place = `postgres://${parsed.host}${parsed.pathname}`;
  for (const parameter of postgresFileParameters) {
    const file = parsed.searchParams.get(parameter);
    if (file) mustBeReadable(parameter, file, place);
  }
  return {
    url: parsed.href,
    place,
    user: parsed.username === "" ? undefined : parsed.username,
    isTlsAssumed,
  };
}

/** Whether the server is on this machine, where the driver will seek it: a path is that of a socket. */
function isNear({ hostname, searchParams }: URL, environment: Environment): boolean {
  const host = searchParams.get("host") || decodeURIComponent(hostname) || environment.PGHOST || "localhost";
  return host.startsWith("/") || isLoopback(host);
}

/** The driver reads the files as it connects, and tells of one that isn't there with a stack. */
function mustBeReadable(parameter: string, file: string, place: string): void {
  try {
    accessSync(file, constants.R_OK);
  } catch (cause) {
    throw new BackendError(
      {
        kind: "invalid-location",
        file: place,
        what: `The backend database ${place} can't be reached`,
        why: `${parameter} in its URL names ${file}, which can't be read`,
        next: "Name a PEM file that is there; relative to the project where the path doesn't begin with a slash",
      },
      { cause },
    );
  }
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    // Its message and its `input` would show the password.
    return undefined;
  }
}

const unreadable = (): BackendError =>
  new BackendError({
    kind: "invalid-location",
    file: "postgres://…",
    what: "The URL of the backend database can't be read",
    why: "it is not of the form postgres://user:password@host:5432/database",
    next: "Correct it; in a user name or password write / @ : ? # % as %2F %40 %3A %3F %23 %25",
  });
