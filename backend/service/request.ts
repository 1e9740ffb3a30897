import type { z } from "zod";
import { ApiError, type ErrorCode, managementErrorCodes } from "../api";

const pathOf = (path: readonly PropertyKey[]): string => path.map(String).join(".");

/** Whether the request has nothing where the issue lies. */
function isAbsent(request: unknown, path: readonly PropertyKey[]): boolean {
  let value: unknown = request;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return true;
    value = Reflect.get(value, key);
  }
  return value === undefined;
}

/** A field's own code where the contract has one: `InvalidParameterValue.Name`. */
const valueCode = (field: PropertyKey | undefined): ErrorCode =>
  managementErrorCodes.find((code) => code === `InvalidParameterValue.${String(field)}`) ??
  "InvalidParameterValue";

function faultOf(action: string, request: unknown, issue: z.core.$ZodIssue): ApiError {
  const parameter = pathOf(issue.path);
  if (issue.code === "unrecognized_keys") {
    const unknown = pathOf([...issue.path, issue.keys[0] ?? ""]);
    return new ApiError("UnknownParameter", `is not a parameter of ${action}`, unknown);
  }
  if (issue.path.length > 0 && isAbsent(request, issue.path)) {
    return new ApiError("MissingParameter", `is missing; ${action} needs it`, parameter);
  }
  const code = issue.code === "invalid_type" ? "InvalidParameter" : valueCode(issue.path[0]);
  return new ApiError(code, issue.message, parameter === "" ? undefined : parameter);
}

/** An action, as far as a request is judged by it. */
export interface Form<Request> {
  readonly name: string;
  readonly request: z.ZodType<Request>;
}

/** The request with its defaults filled in. Only the contract's own words and the field's path reach the answer. */
export function parseRequest<Request>(form: Form<Request>, request: unknown): Request {
  const parsed = form.request.safeParse(request);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw issue
    ? faultOf(form.name, request, issue)
    : new ApiError("InvalidParameter", `is not a request of ${form.name}`);
}
