const { TestEnvironment } = require("jest-environment-node");
const vm = require("node:vm");

/**
 * Node's environment, whose worker compiles each file once. Jest loads a file anew for every file of tests, as it should,
 * and compiles it anew as well, which was a sixth of the processor time of tests in process: most of them load the same
 * thousand files. What is kept is V8's code; what runs is a file's own.
 */
module.exports = TestEnvironment;

/** By file: what it was compiled from, and the script. @type {Map<string, { from: string, script: vm.Script }>} */
const kept = new Map();

/** @param {string} content @param {readonly string[]} parameters */
function scriptOf(filename, content, parameters) {
  const known = kept.get(filename);
  if (known?.from === content) return known.script;
  const opening = `(function (${parameters.join(", ")}) {`;
  const script = new vm.Script(`${opening}${content}\n})`, { filename, columnOffset: -opening.length });
  kept.set(filename, { from: content, script });
  return script;
}

const { compileFunction } = vm;
vm.compileFunction = (content, parameters, options) => {
  // A script that imports natively does so for the file of tests that compiled it first.
  if (!options?.parsingContext || !options.filename || /\bimport\s*\(/.test(content))
    return compileFunction(content, parameters, options);
  return scriptOf(options.filename, content, parameters).runInContext(options.parsingContext);
};
