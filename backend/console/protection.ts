import type { Context, HonoRequest, MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import { ApiError } from "../api";
import type { ConsoleEnv } from "./gate";

/** Seconds for which a browser asks this host over TLS alone. */
const overTlsFor = 365 * 86_400;

/** What a browser may do with a page: show it, and send its forms back here. */
const secured = (strictTransportSecurity: string | false) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    // A browser keeps it for every port of a host, and on this machine others may speak plain HTTP.
    strictTransportSecurity,
    // With none at all a browser hides the origin of our own forms.
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
  });

/** @param isNear whether the browser is on this machine */
export function headers(isNear: (c: Context<ConsoleEnv>) => boolean): MiddlewareHandler<ConsoleEnv> {
  const [near, far] = [secured(false), secured(`max-age=${overTlsFor}`)];
  return (c, next) => (isNear(c) ? near : far)(c, next);
}

/** Whether an origin is this server, by its host only: something before the server may encrypt. */
const isOurs = (origin: string, c: Context): boolean =>
  URL.canParse(origin) && new URL(origin).host === c.req.header("host");

/** Takes forms from these pages alone; which session's they are, their token says. */
export const sameOrigin = csrf({ origin: isOurs });

/**
 * A request whose body comes without its length, in chunks or not at all, as one that can be made anew with another
 * body: the server's own stands for one only as far as it is read.
 */
const remakeable = ({ url, method, raw }: HonoRequest): Request =>
  new Request(url, { method, headers: raw.headers, body: raw.body, duplex: "half" });

/** @param bytes of a form at most */
export function limit(bytes: number): MiddlewareHandler<ConsoleEnv> {
  const limited = bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new ApiError(
        "RequestSizeLimitExceeded",
        `the form is larger than ${bytes} bytes, which is all this server takes: choose a smaller file`,
      );
    },
  });
  return (c, next) => {
    const isCounted = c.req.header("content-length") !== undefined;
    if (c.req.raw.body && !isCounted) c.req.raw = remakeable(c.req);
    return limited(c, next);
  };
}
