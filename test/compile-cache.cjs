/**
 * Loaded with NODE_OPTIONS into every process that tests start. Keeps V8's code of the files in this repository,
 * `node_modules` included, so that a process reads it instead of compiling them: it is a quarter of the processor time
 * of a run of the real CLI. What Node 22 has as `module.enableCompileCache`, for Node 20. Nothing else changes; a test
 * of a packed installation, outside the repository, compiles as ever.
 */
// Taken before a test that counts or breaks what a process does to files puts others in their place.
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const path = require("node:path");
const v8 = require("node:v8");
const vm = require("node:vm");

const root = path.dirname(__dirname) + path.sep;
const folder = path.join(root, "node_modules/.cache/pulumi-tencentrtc/compiled");

/** Two hashes of 32 bits: a name of 64 for a file, at the price of reading its path. */
function nameOf(file) {
  let one = 0x811c9dc5;
  let other = 5381;
  for (let index = 0; index < file.length; index += 1) {
    const unit = file.charCodeAt(index);
    one = Math.imul(one ^ unit, 0x01000193);
    other = (Math.imul(other, 33) + unit) | 0;
  }
  return (one >>> 0).toString(16) + (other >>> 0).toString(16);
}

/** The code of a file as it is now; the first line of what is kept says of which file, and when that was written. */
function keptCode(place, line) {
  try {
    const kept = readFileSync(place);
    const start = Buffer.byteLength(line);
    return kept.toString("utf8", 0, start) === line ? kept.subarray(start) : undefined;
  } catch {
    return undefined;
  }
}

/** What has been compiled here and isn't kept yet. */
const fresh = new Map();
let isDue = false;

function keep() {
  isDue = false;
  for (const [place, { line, script }] of fresh) {
    fresh.delete(place);
    try {
      // Whoever reads it reads it whole.
      writeFileSync(`${place}.${process.pid}`, Buffer.concat([Buffer.from(line), script.createCachedData()]));
      renameSync(`${place}.${process.pid}`, place);
    } catch {
      return;
    }
  }
}

function requireFor(module) {
  const require = (request) => module.require(request);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}

/** Code that is kept can't import natively: V8 forgets with what loader. */
const isPlain = (content) => !content.startsWith("#!") && !/\bimport\s*\(/.test(content);

const { _compile: compile } = Module.prototype;
function compileOrTake(content, file, ...more) {
  if (!file.startsWith(root) || !isPlain(content)) return compile.call(this, content, file, ...more);
  const { mtimeMs, size } = statSync(file);
  const line = `${file} ${mtimeMs} ${size}\n`;
  // The tag is of Node's version and of V8's flags, of which Pulumi's SDK sets one as it is loaded.
  const place = path.join(folder, `${nameOf(file)}-${v8.cachedDataVersionTag()}`);
  const cachedData = keptCode(place, line);
  const script = new vm.Script(Module.wrap(content), {
    filename: file,
    columnOffset: -Module.wrapper[0].length,
    ...(cachedData && { cachedData }),
  });
  if (!cachedData || script.cachedDataRejected) {
    fresh.set(place, { line, script });
    // Later, so that the functions that a start calls are among what is kept; soon, since many a process is killed.
    if (!isDue) setTimeout(keep, 200).unref();
    isDue = true;
  }
  const run = script.runInThisContext({ displayErrors: true });
  const folderOfFile = path.dirname(file);
  return run.call(this.exports, this.exports, requireFor(this), this, file, folderOfFile, process, global);
}

if (Module.enableCompileCache) {
  Module.enableCompileCache(folder);
} else {
  mkdirSync(folder, { recursive: true });
  Module.prototype._compile = compileOrTake;
  process.on("exit", keep);
}
