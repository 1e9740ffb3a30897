import type { FailureCode, Reading } from "../../certificates";

/** The only failure's code, or "ok": what most tests ask for. */
export function outcome(reading: Reading<unknown>): FailureCode | "ok" {
  if (reading.ok) return "ok";
  expect(reading.failures).toHaveLength(1);
  return reading.failures[0]?.code ?? "ok";
}

export const messages = (reading: Reading<unknown>): string =>
  reading.ok ? "" : reading.failures.map(({ field, message }) => `${field ?? "file"} ${message}`).join("\n");

export function valueIn<T>(reading: Reading<T>): T {
  if (reading.ok) return reading.value;
  throw new Error(messages(reading));
}
