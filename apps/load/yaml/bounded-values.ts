import { isBag } from "../../../ground/bag";

/** Values of one application in all its environments together: what judging them in a moment allows for. */
const mostValues = 100_000;

/** How many values a value is made of. */
const valuesIn = (value: unknown): number =>
  typeof value === "object" && value !== null
    ? Object.values(value).reduce((sum: number, inner) => sum + valuesIn(inner), 1)
    : 1;

/** Environments times what stands beside them grows faster than any file. */
export function whyTooManyEnvironments(file: unknown): string | undefined {
  if (!isBag(file) || !isBag(file.environments)) return undefined;
  const { environments, ...base } = file;
  if (Object.keys(environments).length * valuesIn(base) <= mostValues) return undefined;
  return "are too many for what stands beside them: in all of them together a file has at most 100,000 values";
}
