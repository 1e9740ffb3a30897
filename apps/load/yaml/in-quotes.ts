/** What to do about a text that YAML takes for a number or a switch. */
export const inQuotes = (word: string): string =>
  `is a ${/^(?:true|false)$/i.test(word) ? "switch" : "number"} here: put it in quotes, ${JSON.stringify(word)}`;
