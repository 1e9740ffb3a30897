import fc from "fast-check";

export const word = fc.stringMatching(/^[A-Za-z0-9_]{1,15}$/);

const tagValue = fc.stringMatching(/^[a-z0-9+=.:/@]{1,12}$/);

export const tagMap = (keys: readonly string[]) =>
  fc.dictionary(fc.constantFrom(...keys), tagValue, { noNullPrototype: true });
