/**
 * Failures of a network or a server that may be over soon. An unknown host, a wrong certificate, an answer that isn't
 * HTTP and a request that the client itself refuses stay as they are, however often they are tried.
 */
const passing = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_SOCKET",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
  "UND_ERR_BODY_TIMEOUT",
  // An answer that was cut off.
  "HPE_INVALID_EOF_STATE",
]);

/** Whether a failure with this code may be over soon. */
export const isPassing = (code: string | undefined): boolean => passing.has(code ?? "");

/** Told by its code: an error of Node's own may come from another realm, and be no `Error` of this one. */
export const codeOf = (error: unknown): string | undefined =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string"
    ? error.code
    : undefined;
