/**
 * A process that runs the packed command again and again, with what it takes from `node_modules` loaded once: a start
 * of Node is most of what a short command costs. Reads requests from descriptor 3 and writes answers to 4, a line of
 * JSON each. Every run loads all of the package's own modules anew, and ends as a process does: with nothing left to
 * wait for.
 */
const { readSync, writeSync } = require("node:fs");
const { dirname, sep } = require("node:path");

const command = process.argv[2];
const ours = dirname(dirname(command)) + sep;
const emitters = [process, process.stdout, process.stderr];

/** What has been written, in order, since the run began. */
let written = { stdout: "", stderr: "" };
for (const name of ["stdout", "stderr"]) {
  process[name].write = (chunk, encoding, done) => {
    written[name] += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString("utf8");
    const call = typeof encoding === "function" ? encoding : done;
    if (call) process.nextTick(call);
    return true;
  };
}

/** Waits without a turn of the event loop; undefined when nobody is left to ask. */
function nextRequest() {
  const parts = [];
  for (const buffer = Buffer.alloc(65_536); ; ) {
    const length = readSync(3, buffer);
    if (length === 0) return undefined;
    parts.push(Buffer.from(buffer.subarray(0, length)));
    if (buffer[length - 1] === 10) return JSON.parse(Buffer.concat(parts).toString("utf8"));
  }
}

function answer(code, isLast) {
  const text = Buffer.from(`${JSON.stringify({ code, ...written, isLast })}\n`);
  for (let at = 0; at < text.length; ) at += writeSync(4, text, at);
}

const listenersNow = () =>
  emitters.map((emitter) => new Map(emitter.eventNames().map((name) => [name, emitter.listeners(name)])));
let before = [];

/** Takes away what the run listens for, as its end would. */
function forgetListeners() {
  emitters.forEach((emitter, index) => {
    for (const name of emitter.eventNames()) {
      const kept = before[index]?.get(name) ?? [];
      for (const listener of emitter.listeners(name))
        if (!kept.includes(listener)) emitter.removeListener(name, listener);
    }
  });
}

// A run that leaves at once leaves with this process; the next one gets another.
const exit = process.exit;
process.exit = (code) => {
  answer(code ?? process.exitCode ?? 0, true);
  exit.call(process, code);
};

function begin() {
  const request = nextRequest();
  if (!request) exit.call(process, 0);
  written = { stdout: "", stderr: "" };
  process.chdir(request.cwd);
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, request.env);
  process.argv = [process.argv[0], command, ...request.args];
  process.exitCode = undefined;
  for (const file of Object.keys(require.cache)) if (file.startsWith(ours)) delete require.cache[file];
  before = listenersNow();
  // A turn of the loop at least, or Node takes the end of this one for the end of the process.
  setImmediate(() => require(command));
}

process.on("beforeExit", () => {
  const code = process.exitCode ?? 0;
  for (const listener of process.listeners("exit"))
    if (!before[0]?.get("exit")?.includes(listener)) listener(code);
  forgetListeners();
  answer(code, false);
  begin();
});
begin();
