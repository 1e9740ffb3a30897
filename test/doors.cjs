/**
 * The provider has two doors: Pulumi's dynamic provider, and the plugin's protocol. Every table of test/provider and
 * test/laws runs through both (jest projects `unit` and `long`, and `plugin`), except what is listed here, each with the
 * reason. Whatever starts a run of the engine can't be listed: test/tools/doors.test.ts.
 */
const oneDoorOnly = {
  "provider/plugin/**": "speaks the plugin's protocol itself",
  "provider/adapters/**": "is about the process in which Pulumi runs dynamic providers",
  "provider/last-config.test.ts": "judges settings and errors: no provider runs",
  "provider/client/!(bounded).test.ts": "asks a backend without a provider",
  "provider/lifecycle/**": "tries functions that both doors call: no provider runs",
  "provider/schema/**": "judges generated texts: no provider runs",
  "provider/attributes/complete.test.ts": "compares the other tables with the schemas: no provider runs",
};

/** What every `npm test` says through the plugin, too; at night it is every table. */
const eachTime = [
  "provider/real/**/*.test.ts",
  "provider/{adopt,cancel,cancelled-looks,disappears,drift,enabled,forewarned,heard,identity,reasons,remove,replace,rights,state-fixtures,tags}.test.ts",
];

const inTest = (pattern) => `<rootDir>/test/${pattern}`;

/** Patterns of jest for the tables that run through the plugin. @param {boolean} inDepth */
const throughPlugin = (inDepth) => [
  ...(inDepth ? ["{provider,laws}/**/*.test.ts"] : eachTime).map(inTest),
  ...Object.keys(oneDoorOnly).map((pattern) => `!${inTest(pattern)}`),
];

module.exports = { oneDoorOnly, throughPlugin };
