import { ApiError, ApplicationDescription, ApplicationName, ApplicationType } from "../../api";

const rules = {
  Name: ApplicationName,
  Description: ApplicationDescription,
  ApplicationType: ApplicationType.nullable(),
};

/**
 * Judges a text that somebody sets. A value that the backend already holds passes unjudged: a console may have
 * made it under other rules, and declaring it unchanged must work.
 *
 * @param held what the backend holds; undefined at creation.
 */
export function judgeText(
  field: keyof typeof rules,
  value: string | null,
  held?: string | null,
): ApiError | undefined {
  if (value === held) return undefined;
  const judged = rules[field].safeParse(value);
  if (judged.success) return undefined;
  const [issue] = judged.error.issues;
  return new ApiError(`InvalidParameterValue.${field}`, issue?.message ?? "is not valid", field);
}
