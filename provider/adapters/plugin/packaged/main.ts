import { prepareForBriefRun } from "./brief-run";
import { CompiledCode } from "./compiled-code";

/** What the tarball's launcher starts. Its code lies beside it, and what V8 has compiled of that once it has run. */
// What is compiled under other flags isn't taken.
prepareForBriefRun();
const code = new CompiledCode(__dirname);
process.once("exit", () => code.keep());
code.load("./plugin.js");
