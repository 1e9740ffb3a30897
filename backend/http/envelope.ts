import { ApiError } from "../api";
import { BackendError } from "../store";

/**
 * The answer of an action in the envelope of Tencent Cloud API 3.0.
 *
 * @param answer a JSON object in text
 * @param requestId a UUID
 */
export const success = (answer: string, requestId: string): string =>
  `{"Response":${answer.slice(0, -1)}${answer === "{}" ? "" : ","}"RequestId":"${requestId}"}}`;

/** What a caller may see of an error. */
export interface Refusal {
  readonly code: string;
  readonly body: string;
}

/** HTTP 200 carries refusals too: an SDK takes any other status for a broken connection. */
export function refusal(error: unknown, requestId: string): Refusal {
  const { code, message, parameter } = answerable(error);
  const Message = parameter === undefined ? message : `${parameter}: ${message}`;
  return {
    code,
    body: JSON.stringify({ Response: { Error: { Code: code, Message }, RequestId: requestId } }),
  };
}

/** What a caller may see of an error: files and causes are for the operator's log alone. */
export function answerable(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof BackendError) {
    return new ApiError(
      "ServiceUnavailable",
      "the backend's database can't be used now and nothing was changed: its operator finds the reason in the log under this RequestId",
    );
  }
  return new ApiError("InternalError", "the server failed: report it with the RequestId if it stays");
}
