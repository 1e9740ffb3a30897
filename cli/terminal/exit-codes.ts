/** What a script may rely on. */
export const exitCodes = {
  /** Done, and nothing found. */
  clean: 0,
  /** Wrong use, or something that could not be done or read. */
  failed: 1,
  /** Done, and something found that wants a look. */
  found: 2,
  /** Done as far as programs can: the rest needs a person in the console of Tencent Cloud. */
  person: 3,
} as const;
