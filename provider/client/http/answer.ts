import { z } from "zod";
import { type Action, ApiError, type ErrorCode, isErrorCode, type ResponseOf } from "../../../backend/api";
import { BackendUnavailable } from "../errors";

const Refusal = z.object({
  Response: z.object({
    Error: z.object({ Code: z.string(), Message: z.string() }),
    RequestId: z.string().optional(),
  }),
});
const Envelope = z.object({ Response: z.record(z.string(), z.unknown()) });

/**
 * What an action answered, from the text of its envelope.
 *
 * @throws ApiError for a refusal, BackendUnavailable for what is no envelope of this action.
 */
export function answerOf<A extends Action>(action: A, text: string, from: string): ResponseOf<A> {
  const envelope = parseJson(text);
  const refused = Refusal.safeParse(envelope);
  if (refused.success) throw refusalOf(refused.data.Response);
  const answered = Envelope.safeParse(envelope);
  if (!answered.success) throw misunderstood(action, from, "is no answer of Tencent Cloud API 3.0");
  return responseOf<A["response"]>(action.response, answered.data.Response, (path) =>
    misunderstood(action, from, `is not what this release knows${path === "" ? "" : `, at ${path}`}`),
  );
}

function responseOf<Response extends z.ZodType>(
  schema: Response,
  answer: unknown,
  fault: (path: string) => Error,
): z.output<Response> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw fault(parsed.error.issues[0]?.path.map(String).join(".") ?? "");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const misunderstood = ({ name }: Action, from: string, why: string): BackendUnavailable =>
  new BackendUnavailable(
    `what ${from} answers to ${name} ${why}: check the endpoint, and that server and provider are of releases that fit`,
    "unusable",
  );

function refusalOf({ Error: { Code, Message }, RequestId }: z.output<typeof Refusal>["Response"]): ApiError {
  const { code, message } = isErrorCode(Code)
    ? { code: Code, message: Message }
    : { code: family(Code), message: `${Message} [${Code}]` };
  const error = new ApiError(code, message);
  error.requestId = RequestId;
  return error;
}

/** A code that this release doesn't know counts as its family, which says whether it is worth another try. */
function family(code: string): ErrorCode {
  const [name = ""] = code.split(".");
  return isErrorCode(name) ? name : "FailedOperation";
}
