import type { IncomingMessage } from "node:http";
import { ApiError } from "../api";
import type { Hold } from "./connection/in-flight";

const tooLarge = (limit: number) =>
  new ApiError(
    "RequestSizeLimitExceeded",
    `the request is larger than ${limit} bytes, which is all this server takes`,
  );

/** Bytes for a body at first, which nobody counts: most requests have fewer, and connections are few. */
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
 * @throws ApiError `RequestSizeLimitExceeded`, what `held` throws, or `InvalidRequest` where the client breaks off.
 */
export function readBody(incoming: IncomingMessage, limit: number, held: Hold): Promise<string> {
  return new Promise((resolve, reject) => {
    if (Number(incoming.headers["content-length"] ?? 0) > limit) return reject(tooLarge(limit));
    let kept: Buffer = Buffer.allocUnsafe(Math.min(limit, firstRoom));
    let size = 0;
    const keep = (chunk: Buffer): void => {
      const end = size + chunk.length;
      if (end > limit) throw tooLarge(limit);
      if (end > kept.length) {
        const room = Math.min(limit, end * 2);
        held.grow(room - kept.length);
        kept = copied(kept.subarray(0, size), room);
      }
      chunk.copy(kept, size);
      size = end;
    };
    const take = (chunk: Buffer): void => {
      try {
        keep(chunk);
      } catch (error) {
        incoming.off("data", take);
        reject(error);
      }
    };
    incoming.on("data", take);
    incoming.on("end", () => resolve(kept.toString("utf8", 0, size)));
    incoming.on("close", () => {
      // An error costs a stack trace, and every request is closed at some time.
      if (incoming.complete) return;
      reject(new ApiError("InvalidRequest", "the request broke off before its end"));
    });
  });
}
