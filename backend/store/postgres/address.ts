import { BackendError } from "../errors";

/** The URL of a PostgreSQL database, judged. */
export interface Address {
  /** For the driver. */
  readonly url: string;
  /** For messages: without user, password and parameters. */
  readonly place: string;
  /** As the URL spells it; undefined where it leaves it to the environment. */
  readonly user: string | undefined;
}

const schemes = ["postgres:", "postgresql:"];

/** TLS modes that the driver takes for `verify-full` as well, with a warning that nobody could act on. */
const verifying = ["prefer", "require", "verify-ca"];

/**
 * Reads `postgres://user:password@host:port/database?…`.
 *
 * @throws BackendError that shows nothing of a URL which can't be read: its password may stand anywhere in it.
 */
export function addressOf(url: string): Address {
  const parsed = parse(url);
  if (parsed === undefined || !schemes.includes(parsed.protocol) || parsed.pathname.includes("@")) {
    throw unreadable();
  }
  const mode = parsed.searchParams.get("sslmode");
  if (mode !== null && verifying.includes(mode)) parsed.searchParams.set("sslmode", "verify-full");
  return {
    url: parsed.href,
    place: `postgres://${parsed.host}${parsed.pathname}`,
    user: parsed.username === "" ? undefined : parsed.username,
  };
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
