/** Two projects: `unit` is the inner loop; `engine` runs the real Pulumi CLI and packed installs. */
const shared = {
  transform: { "^.+\\.ts$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2022" } }] },
  testEnvironment: "node",
};
module.exports = {
  projects: [
    {
      ...shared,
      displayName: "unit",
      testMatch: ["<rootDir>/test/{backend,provider,sdk,tools,laws}/**/*.test.ts"],
    },
    {
      ...shared,
      displayName: "engine",
      testMatch: ["<rootDir>/test/{engine,packaging}/**/*.test.ts"],
    },
  ],
};
