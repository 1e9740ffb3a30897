import type { IncomingMessage } from "node:http";
import { ApiError } from "../api";

const tooLarge = (limit: number) =>
  new ApiError(
    "RequestSizeLimitExceeded",
    `the request is larger than ${limit} bytes, which is all this server takes`,
  );

/**
 * The body of a request as text; never keeps more than `limit` bytes of it.
 *
 * @throws ApiError `RequestSizeLimitExceeded`, or `InvalidRequest` where the client breaks off.
 */
export function readBody(incoming: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    if (Number(incoming.headers["content-length"] ?? 0) > limit) return reject(tooLarge(limit));
    const chunks: Buffer[] = [];
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size > limit) reject(tooLarge(limit));
      else chunks.push(chunk);
    });
    incoming.on("end", () => resolve(Buffer.concat(chunks).toString("utf8")));
    incoming.on("close", () =>
      reject(new ApiError("InvalidRequest", "the request broke off before its end")),
    );
  });
}
