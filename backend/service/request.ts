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

const entries = (count: number | bigint) => `${count} ${count === 1 ? "entry" : "entries"}`;
const characters = (count: number | bigint) => `${count} ${count === 1 ? "character" : "characters"}`;

function bound(origin: string, side: "most" | "least", count: number | bigint): string {
  if (origin === "array" || origin === "set") return `must have at ${side} ${entries(count)}`;
  if (origin === "string") return `must have at ${side} ${characters(count)}`;
  return `must be at ${side} ${count}`;
}

const typeNames: ReadonlyMap<string, string> = new Map([
  ["string", "text"],
  ["number", "a number"],
  ["int", "a whole number"],
  ["boolean", "true or false"],
  ["array", "a list"],
  ["object", "an object"],
  ["record", "an object"],
]);

/** What a field's rule says where the contract has no words of its own for it. */
function rule(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case "too_big":
      return bound(issue.origin, "most", issue.maximum);
    case "too_small":
      return bound(issue.origin, "least", issue.minimum);
    case "invalid_type":
      return `must be ${typeNames.get(issue.expected) ?? issue.expected}`;
    case "invalid_value":
      return `must be ${issue.values.map((value) => JSON.stringify(value)).join(" or ")}`;
    case "invalid_union":
      return "has none of the forms that it may have";
    default:
      return undefined;
  }
}

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

/** @throws ApiError, where there is one. */
export function throwIf(error: ApiError | undefined): void {
  if (error) throw error;
}

/** @throws ApiError, the first, which holds the others. */
export function throwAll(faults: readonly (ApiError | undefined)[]): void {
  const [first, ...others] = faults.flatMap((fault) => fault ?? []);
  if (!first) return;
  first.others = others;
  throw first;
}

/** The request with its defaults filled in. Only the contract's own words and the field's path reach the answer. */
export function parseRequest<Request>(form: Form<Request>, request: unknown): Request {
  const parsed = form.request.safeParse(request, { error: rule });
  if (parsed.success) return parsed.data;
  throwAll(parsed.error.issues.map((issue) => faultOf(form.name, request, issue)));
  throw new ApiError("InvalidParameter", `is not a request of ${form.name}`);
}
