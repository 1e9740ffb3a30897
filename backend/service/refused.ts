import { type ApiError, isRefusal, type Noun } from "../api";

/**
 * The entry for a thing that isn't there. Whoever reads "not found" forgets the thing, so only the very codes of its
 * noun say it; any other error is thrown.
 */
export function refused<Key extends object, Name extends Noun>(noun: Name, key: Key, error: ApiError) {
  const { code: Code, message: Message } = error;
  if (!isRefusal(Code, noun)) throw error;
  return { ...key, Outcome: "Refused" as const, Code, Message };
}
