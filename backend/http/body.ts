import type { IncomingMessage } from "node:http";
import { ApiError } from "../api";

const tooLarge = (limit: number) =>
  new ApiError(
    "RequestSizeLimitExceeded",
    `the request is larger than ${limit} bytes, which is all this server takes`,
  );

/** Bytes for a body at first: most requests have fewer. */
const firstRoom = 4_096;

function copied(bytes: Buffer, room: number): Buffer {
  const copy = Buffer.allocUnsafe(room);
  bytes.copy(copy);
  return copy;
}

/**
 * The body of a request as text. Keeps at most `limit` bytes of it, in one buffer: a chunk of one byte that is kept
 * by itself takes a hundred bytes.
 *
 * @throws ApiError `RequestSizeLimitExceeded`, or `InvalidRequest` where the client breaks off.
 */
export function readBody(incoming: IncomingMessage, limit: number): Promise<string> {
  return new Promise((resolve, reject) => {
    if (Number(incoming.headers["content-length"] ?? 0) > limit) return reject(tooLarge(limit));
    let kept: Buffer = Buffer.allocUnsafe(Math.min(limit, firstRoom));
    let size = 0;
    incoming.on("data", (chunk: Buffer) => {
      const end = size + chunk.length;
      if (end > limit) return reject(tooLarge(limit));
      if (end > kept.length) kept = copied(kept.subarray(0, size), Math.min(limit, end * 2));
      chunk.copy(kept, size);
      size = end;
    });
    incoming.on("end", () => resolve(kept.toString("utf8", 0, size)));
    incoming.on("close", () =>
      reject(new ApiError("InvalidRequest", "the request broke off before its end")),
    );
  });
}
