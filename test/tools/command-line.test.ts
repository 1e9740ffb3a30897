import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** Wrong use of a tool ends before anything is installed, built or written. */
test.each([
  ["tools/quickstart.mjs destroy", '"destroy" means nothing here. Did you mean --destroy? See --help.'],
  ["tools/quickstart.mjs --hlep", "There is no option --hlep. Did you mean --help? See --help."],
  ["tools/quickstart.mjs pulmi up", '"pulmi" means nothing here. Did you mean pulumi? See --help.'],
  ["tools/quickstart.mjs --purple", "There is no option --purple. See --help."],
  ["tools/build.mjs --forec", "There is no option --forec. Did you mean --force? See --help."],
  ["tools/check.mjs typse", 'There is no check "typse". Did you mean types? There are types,'],
  ["tools/engine.mjs --prnit", "There is no option --prnit. Did you mean --print? See --help."],
  ["bench/main.mjs", "Which benchmark? There are:\n  up "],
  ["bench/main.mjs nope", 'There is no benchmark "nope". There are:\n  up '],
  ["bench/main.mjs verb", 'There is no benchmark "verb". Did you mean verbs? There are:\n  up '],
  ["bench/main.mjs up verbs", "One benchmark at a time, please."],
  ["bench/main.mjs up -n none", '-n takes a whole number from 1, not "none".'],
])("%s is wrong use", (line, message) => {
  const [tool = "", ...args] = line.split(" ");
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, ...args], {
    cwd: root,
    encoding: "utf8",
  });
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr.startsWith(message)).toBe(true);
  expect(stderr).not.toMatch(/^\s+at /m);
});
