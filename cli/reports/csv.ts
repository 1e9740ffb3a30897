/** What a spreadsheet takes for the beginning of a formula. */
const formula = /^[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;

/** A field as text: what a spreadsheet would calculate is led by an apostrophe, which keeps it from that. */
function field(text: string): string {
  const harmless = formula.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

/** Comma-separated values as RFC 4180 has them, safe to open in a spreadsheet. */
export const csv = (headings: readonly string[], rows: readonly (readonly string[])[]): string =>
  [headings, ...rows].map((row) => row.map(field).join(",")).join("\r\n");
