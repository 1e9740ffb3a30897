/** Text of others in a table: it must neither end a cell nor become markup. */
export const cell = (text: string): string => text.replace(/[\\|`*_<>[\]@#]/g, "\\$&").replace(/\s+/g, " ");
