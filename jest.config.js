const { availableParallelism } = require("node:os");
const { join } = require("node:path");
const seed = require("./test/seed.cjs");
const { throughPlugin } = require("./test/doors.cjs");
const waiting = require("./test/turns.cjs");

// For the workers and whatever a test starts.
const kept = process.env.NODE_OPTIONS ?? "";
const compileCache = `--require ${JSON.stringify(join(__dirname, "test/compile-cache.cjs"))}`;
if (!kept.includes(compileCache)) process.env.NODE_OPTIONS = `${kept} ${compileCache}`.trim();

/** `npm run test:all`, against `npm test`: see test/depth.ts. */
const inDepth = process.env.TEST_ALL === "1";
const propertySeed = seed();

/**
 * Six projects: `unit` is the inner loop; `long` starts, kills and times out processes, the command's own among
 * them, or tries inputs by the thousand; `postgres` runs what the store, the service and its server promise on a
 * real PostgreSQL; `plugin` runs the provider's tables again over the plugin's protocol; `python` runs Tencent's SDK
 * for Python against a server; `engine` runs the real Pulumi CLI and packed installs.
 */
const shared = {
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  moduleNameMapper: {
    "^\\./reader-file$": "<rootDir>/test/certificates/reader-file.ts",
    "^\\./service-file$": "<rootDir>/test/backend/service-file.ts",
    // Its package.json names some fields twice, which jest's resolver takes for no package at all.
    "^tls-sig-api-v2$": "<rootDir>/node_modules/tls-sig-api-v2/TLSSigAPIv2.js",
  },
  testEnvironment: "<rootDir>/test/environment.cjs",
  testPathIgnorePatterns: [
    "/node_modules/",
    ...(inDepth ? [] : ["\\.nightly\\.test\\.ts$"]),
    ...waiting(propertySeed, inDepth),
  ],
  globals: { propertySeed },
  setupFiles: ["<rootDir>/test/properties.ts"],
};

/** What is said of every database; its tests run on files in the project `unit`. */
const contractOfDatabases = [
  "<rootDir>/test/contract/**/*.test.ts",
  "<rootDir>/test/backend/store/{transactions,migrations}.test.ts",
  "<rootDir>/test/postgres/**/*.test.ts",
];
/** What knows nothing of its database, tried on the second kind too. */
const allOnPostgres = [
  "<rootDir>/test/backend/{service,maintenance}/**/*.test.ts",
  "<rootDir>/test/backend/http/{fuzz.long,server}.test.ts",
  "<rootDir>/test/backend/console/{errands,forms}.test.ts",
];

/** Left out where no server can be started; loudly, since nothing else tries what is said of PostgreSQL. */
async function onPostgres() {
  const { findPostgres } = await import("./tools/postgres.mjs");
  if (findPostgres().length === 0) {
    process.stderr.write(
      'PostgreSQL: none found (see CONTRIBUTING.md), so the tests of the project "postgres" are SKIPPED.\n',
    );
    return [];
  }
  return [
    {
      ...shared,
      displayName: "postgres",
      setupFilesAfterEnv: ["<rootDir>/test/patience.ts"],
      testMatch: [...contractOfDatabases, ...(inDepth ? allOnPostgres : [])],
      globals: { ...shared.globals, testDatabase: "postgres" },
      globalSetup: "<rootDir>/test/postgres/global-setup.ts",
      globalTeardown: "<rootDir>/test/postgres/global-teardown.ts",
    },
  ];
}

module.exports = async () => ({
  // The tests of the engine wait for other processes, disks and clocks for a part of their time.
  maxWorkers: availableParallelism() * 2,
  testSequencer: "<rootDir>/test/longest-first.cjs",
  projects: [
    {
      ...shared,
      displayName: "unit",
      setupFilesAfterEnv: ["<rootDir>/test/patience.ts"],
      testMatch: [
        "<rootDir>/test/{backend,certificates,provider,contract,sdk,apps,tools,laws,ground}/**/!(*.long).test.ts",
      ],
    },
    {
      ...shared,
      displayName: "plugin",
      setupFilesAfterEnv: ["<rootDir>/test/patience.ts"],
      testMatch: throughPlugin(inDepth),
      globals: { ...shared.globals, testDoor: "plugin" },
    },
    {
      ...shared,
      displayName: "long",
      setupFilesAfterEnv: ["<rootDir>/test/patience.ts"],
      testMatch: ["<rootDir>/test/**/*.long.test.ts", "<rootDir>/test/cli/**/*.test.ts"],
    },
    ...(await onPostgres()),
    {
      ...shared,
      displayName: "python",
      testMatch: ["<rootDir>/test/python/**/*.test.ts"],
      setupFilesAfterEnv: ["<rootDir>/test/patience.ts"],
      globalSetup: "<rootDir>/test/python/global-setup.ts",
    },
    {
      ...shared,
      displayName: "engine",
      testMatch: ["<rootDir>/test/{engine,packaging}/**/*.test.ts"],
      setupFilesAfterEnv: ["<rootDir>/test/engine/patience.ts"],
    },
  ],
});
