// @ts-check

/** What breaks a format, as bytes. @param {readonly string[]} texts */
export const pieces = (texts) => texts.map((text) => Buffer.from(text));
