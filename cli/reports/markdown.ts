/**
 * Text of others in a table: it must neither end a cell, nor become markup or a link, nor call anybody by @name. A
 * space without width after what would keeps the text as it looks.
 */
export const cell = (text: string): string =>
  text
    .replace(/\s+/g, " ")
    .replace(/[\p{Cc}\p{Cf}]/gu, "\u{fffd}")
    .replace(/[\\|`*_<>[\]~&]/g, "\\$&")
    .replace(/[@#]|:(?=\/\/)|www(?=\.)/gi, "$&\u{200b}");
