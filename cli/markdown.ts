/**
 * Text of others in a table: it must neither end a cell nor become markup, and what looks like a person, an issue or a
 * link must not become one, which would call people.
 */
export const cell = (text: string): string =>
  text
    .replace(/[\\|`*_<>[\]]/g, "\\$&")
    .replace(/[@#]|:(?=\/\/)/g, "$&&#8203;")
    .replace(/\s+/g, " ");
