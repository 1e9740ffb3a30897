import type { Context } from "hono";
import { bodyLimit } from "hono/body-limit";
import { csrf } from "hono/csrf";
import { secureHeaders } from "hono/secure-headers";
import { ApiError } from "../api";

/** What a browser may do with a page: show it, and send its forms back here. */
export const headers = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
  // A browser keeps it for every port of a host, and on this machine others may speak plain HTTP.
  strictTransportSecurity: false,
  // With none at all a browser hides the origin of our own forms.
  referrerPolicy: "same-origin",
  xFrameOptions: "DENY",
});

/** By host alone: what encrypts may stand before the server. */
const isOurs = (origin: string, c: Context): boolean =>
  URL.canParse(origin) && new URL(origin).host === c.req.header("host");

/** Takes forms from these pages alone; which session's they are, their token says. */
export const sameOrigin = csrf({ origin: isOurs });

/** @param bytes of a form at most */
export const limit = (bytes: number) =>
  bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new ApiError(
        "RequestSizeLimitExceeded",
        `the form is larger than ${bytes} bytes, which is all this server takes: choose a smaller file`,
      );
    },
  });
