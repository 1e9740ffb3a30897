// Import direction, for dependency-cruiser: the floors of the architecture. A room may import itself, the rooms
// listed here, and packages; no arrow runs back up.
const BACKEND = ["backend/api", "backend/rules", "backend/store", "backend/service"];
const KINDS = [
  "backend/api",
  "provider/client",
  "provider/lifecycle",
  "provider/resources",
  "provider/functions",
];

/** Room → what it may import. Everything below a room belongs to it; a longer path is a room of its own. */
const FLOORS = {
  // What has nothing to do with applications: values, text, time.
  ground: [],
  certificates: [],
  // Field rules of credentials are judged by both sides, as all field rules are.
  "backend/api": ["certificates"],
  "backend/rules": ["backend/api"],
  "backend/store": ["backend/api", "backend/rules"],
  // The one room that speaks to Tencent Cloud: it knows no rule and no SQL.
  "backend/cloud": ["backend/api"],
  "backend/service": [...BACKEND, "backend/cloud"],
  // Pages ask the service through the server's door, and bring no database.
  "backend/console": ["backend/api", "backend/service"],
  "backend/http": [...BACKEND, "backend/console"],
  "backend/thread": BACKEND,
  "provider/client": ["backend/api"],
  // The one door from the provider to the embedded backend.
  "provider/client/in-process.ts": ["provider/client", ...BACKEND],
  "provider/lifecycle": ["backend/api", "provider/client"],
  "provider/resources": ["backend/api", "certificates", "provider/client", "provider/lifecycle"],
  "provider/functions": ["backend/api", "provider/client", "provider/lifecycle", "provider/resources"],
  "provider/schema": KINDS,
  "provider/adapters": [...KINDS, "certificates", "provider/schema"],
  "sdk/dynamic": [...KINDS, "certificates", "provider/adapters"],
  "apps/format": KINDS,
  "apps/load": ["apps/format", ...KINDS],
  "apps/program": ["apps/format", "apps/load", "sdk/dynamic", ...KINDS],
  "apps/engine": ["apps/format", "apps/load", "apps/program", "sdk/dynamic", ...KINDS],
  cli: [
    "apps/format",
    "apps/load",
    "apps/program",
    "apps/engine",
    "sdk/dynamic",
    ...KINDS,
    "provider/schema",
    "provider/adapters",
    "backend/cloud",
  ],
  // What brings a database driver is loaded by the command that needs it, when it runs.
  "cli/operator": [
    "cli",
    "provider/client",
    "provider/lifecycle",
    ...BACKEND,
    "backend/http",
    "backend/thread",
  ],
};

/**
 * Folders of a layer, and the files beside them that need one, from top to bottom: each may import those that follow
 * it. All other files of the layer lie below.
 */
const INNER_FLOORS = {
  "backend/api": [
    "index.ts",
    "wire",
    "openapi.ts",
    "actions.ts",
    "modules.ts",
    "account",
    "activity.ts",
    "user-sig.ts",
    "room",
  ],
  "backend/rules": ["chat-calls.ts", "rooms.ts", "application", "subscription"],
  "backend/service": [
    "index.ts",
    "handlers.ts",
    "modules.ts",
    "real-application",
    "enrolment",
    "account",
    "simulate",
    "activity.ts",
    "tag",
    "admin-account.ts",
    "tencent",
    "webhook",
    "application-claim.ts",
    "leaving.ts",
    "faults.ts",
    "push-certificate",
    "subscription",
    "room.ts",
    "user-sig.ts",
  ],
  "backend/console": [
    "index.ts",
    "pages.ts",
    "protection.ts",
    "gate.ts",
    "sign-in.ts",
    "vendors.ts",
    "errands",
    "application",
    "activity.ts",
    "errand.ts",
    "page",
    "session",
  ],
  "backend/http": ["index.ts", "server.ts", "chat", "action-listener.ts", "body.ts", "connection"],
  "backend/store": [
    "index.ts",
    "maintenance",
    "open.ts",
    "key",
    "sqlite",
    "contents.ts",
    "location.ts",
    "postgres",
    "file",
    "store-over.ts",
    "migrate.ts",
    "migrations",
  ],
  "provider/client": ["endpoint.ts", "http"],
  "provider/lifecycle": [
    "replayed.ts",
    "operate.ts",
    "taking",
    "check.ts",
    "differences.ts",
    "foresee.ts",
    "policies.ts",
    "diff.ts",
    "same-copy.ts",
    "going.ts",
    "bounded.ts",
    "client-token.ts",
    "state.ts",
    "upgrade.ts",
    "write-only.ts",
    "kind.ts",
    "run",
    "timeouts.ts",
    "properties",
  ],
  "provider/adapters": ["plugin", "dyn.ts", "dynamic.ts", "handlers.ts", "verbs.ts"],
  // What hangs on an application imports its folder; circles keep it from the other way.
  "provider/resources": ["index.ts", "kinds.ts"],
  "sdk/dynamic": [
    "index.ts",
    "resources",
    "functions",
    "refusal.ts",
    "known-inputs.ts",
    "secret-inputs.ts",
    "file-input.ts",
    "program",
  ],
  "apps/load": ["fleet.ts", "project.ts", "trust", "application-source.ts", "yaml"],
  cli: [
    "main.ts",
    "command-line.ts",
    "app-configs.ts",
    "commands",
    "operator",
    "claims",
    "reports",
    "fleet",
    "accounts",
    "terminal",
  ],
  certificates: ["index.ts", "aside", "apns", "service-account", "pkcs12"],
};

const OURS = "^(ground|backend|certificates|provider|sdk|apps|cli|test|tools|bench|chaos|fuzz|examples)/";
const rooms = Object.keys(FLOORS);
/** `provider/schema` is the folder, or the file of that name. */
const pattern = (room) => `^${room.replaceAll(".", "\\.")}${room.endsWith(".ts") ? "$" : "(/|\\.ts$)"}`;

const floors = rooms.map((room) => {
  const inner = rooms.filter((other) => other !== room && other.startsWith(`${room}/`));
  const allowed = room === "ground" ? [] : [...FLOORS[room], "ground"];
  return {
    name: `floor ${room}`,
    comment: `${room} may import ${allowed.length ? allowed.join(", ") : "nothing else of ours"}`,
    severity: "error",
    from: { path: pattern(room), pathNot: inner.map(pattern) },
    to: { path: OURS, pathNot: [room, ...allowed].map(pattern) },
  };
});

const innerFloors = Object.entries(INNER_FLOORS).flatMap(([layer, listed]) => {
  const paths = listed.map((name) => pattern(`${layer}/${name}`));
  const below = {
    name: `inner floor ${layer}`,
    comment: `what isn't listed in the inner floors of ${layer} lies below all that is`,
    severity: "error",
    from: { path: `^${layer}/`, pathNot: paths },
    to: { path: paths },
  };
  return [
    below,
    ...paths.slice(1).map((path, index) => ({
      name: `inner floor ${layer}/${listed[index + 1]}`,
      comment: `${layer}/${listed[index + 1]} may not import ${listed.slice(0, index + 1).join(", ")}`,
      severity: "error",
      from: { path },
      to: { path: paths.slice(0, index + 1) },
    })),
  ];
});

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    ...floors,
    ...innerFloors,
    {
      name: "room without a floor",
      comment: "every source file belongs to a room in tools/check/floors.cjs: add the room there",
      severity: "error",
      from: {
        path: "^(ground|backend|certificates|provider|sdk/dynamic|apps|cli)/",
        pathNot: rooms.map(pattern),
      },
      to: {},
    },
    {
      name: "no circles",
      comment: "files that import each other can't be understood, tested or moved alone",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "backend without Pulumi",
      comment: "the backend knows nothing of Pulumi",
      severity: "error",
      from: { path: "^backend/" },
      to: { path: "node_modules/@pulumi/" },
    },
    {
      name: "provider without a database",
      comment: "only backend/store speaks SQL, so a user of an HTTP backend loads no driver",
      severity: "error",
      from: { path: "^(provider|sdk|apps|backend/(api|rules))/" },
      to: { path: "node_modules/(kysely|@photostructure/sqlite|pg)/" },
    },
    {
      name: "kinds without a transport",
      comment: "a kind and what all kinds share contain no gRPC or HTTP word",
      severity: "error",
      from: { path: "^provider/(resources|lifecycle)/" },
      to: { path: "node_modules/@grpc/|^(node:)?https?$" },
    },
    {
      name: "shipped code needs shipped packages",
      comment: "a user's installation has no dev dependencies: move the package to dependencies",
      severity: "error",
      from: { path: "^(ground|backend|certificates|provider|sdk|apps|cli)/" },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["npm-peer", "type-only"] },
    },
    {
      name: "everything resolves",
      comment: "an import that can't be resolved would escape every other rule",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(dist|node_modules/\\.cache)/" },
    tsConfig: { fileName: "tsconfig.json" },
    // Types are imports too: a type from above is a dependency on above.
    tsPreCompilationDeps: true,
    // In Node since 22.5; the store loads it only where it is there.
    builtInModules: { add: ["sqlite", "node:sqlite"] },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
    },
  },
};
