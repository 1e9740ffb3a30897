// @ts-check
// The program of every variant. Which library it uses, and whether that takes an application or its id, stands in the
// project's graph.json.
"use strict";
const fs = require("node:fs");
const path = require("node:path");

const { library, takesIds, graph } = JSON.parse(fs.readFileSync(path.join(__dirname, "graph.json"), "utf8"));
const classes = require(library);

/** @type {Record<string, any>} */
const made = {};
for (const { kind, name, args, application } of graph) {
  const parent = made[application];
  made[name] = new classes[kind](name, {
    ...args,
    ...(parent && { application: takesIds ? parent.id : parent }),
  });
}
