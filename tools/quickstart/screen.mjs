// @ts-check
// What the quickstart itself prints, set apart from what pulumi prints.
const coloured = process.stdout.isTTY && !process.env.NO_COLOR;

/** @param {string} code @param {string} text */
const paint = (code, text) => (coloured ? `\x1b[${code}m${text}\x1b[0m` : text);

/** @param {string} line */
export const print = (line = "") => void process.stdout.write(`${line}\n`);
/** @param {string} text */
export const heading = (text) => print(`\n${paint("1;36", `== ${text}`)}`);
/** @param {string} command as the user would type it */
export const command = (command) => print(paint("2", `$ ${command}`));
/** @param {string} text what is made up here and would be Tencent Cloud's in earnest */
export const simulated = (text) => print(paint("33", `simulated: ${text}`));
