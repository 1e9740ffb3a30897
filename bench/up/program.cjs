// @ts-check
// The program of every variant. Which library it uses stands in the project's graph.json.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const { library, graph } = JSON.parse(fs.readFileSync(path.join(__dirname, "graph.json"), "utf8"));
const classes = require(library);

/** @type {Record<string, unknown>} */
const made = {};
for (const { kind, name, args, application } of graph) {
  made[name] = new classes[kind](name, { ...args, ...(application && { application: made[application] }) });
}
