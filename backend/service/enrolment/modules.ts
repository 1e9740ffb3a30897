/** The modules with handlers for real accounts, each of which exports every handler under its action's name in camel case. */
export * from "../activity";
export * from "./account";
export * from "./attest";
export * from "./enrol";
export * from "./list";
export * from "./verify";
