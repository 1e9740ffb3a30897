/** Two projects: `unit` is the inner loop; `engine` runs the real Pulumi CLI and packed installs. */
const shared = {
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  moduleNameMapper: {
    // A lazy import() names the file that the compiler makes; here there is only its source.
    "^(\\.{1,2}/(?:.*/)?(?:in-process|context))\\.js$": "$1",
    // Its package.json names some fields twice, which jest's resolver takes for no package at all.
    "^tls-sig-api-v2$": "<rootDir>/node_modules/tls-sig-api-v2/TLSSigAPIv2.js",
  },
  testEnvironment: "node",
};
module.exports = {
  // The tests of the engine wait for other processes most of the time.
  maxWorkers: "100%",
  projects: [
    {
      ...shared,
      displayName: "unit",
      setupFilesAfterEnv: ["<rootDir>/test/patience.ts"],
      testMatch: ["<rootDir>/test/{backend,certificates,provider,sdk,apps,cli,tools,laws}/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "engine",
      testMatch: ["<rootDir>/test/{engine,packaging}/**/*.test.ts"],
      setupFilesAfterEnv: ["<rootDir>/test/engine/patience.ts"],
    },
  ],
};
