import { ApiError } from "../api";

const tooLarge = (limit: number) =>
  new ApiError(
    "RequestSizeLimitExceeded",
    `the request is larger than ${limit} bytes, which is all this server takes`,
  );

/**
 * The body of a request as text; never reads more than `limit` bytes of it.
 *
 * @throws ApiError `RequestSizeLimitExceeded`
 */
export async function readBody(request: Request, limit: number): Promise<string> {
  const announced = request.headers.get("content-length");
  if (announced !== null) {
    if (Number(announced) > limit) throw tooLarge(limit);
    return request.text();
  }
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > limit) throw tooLarge(limit);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}
