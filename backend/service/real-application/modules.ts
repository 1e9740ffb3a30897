/** The modules with handlers for real accounts, each of which exports every handler under its action's name in camel case. */
export * from "../activity";
export * from "../enrolment/account";
export * from "../enrolment/attest";
export * from "../enrolment/enrol";
export * from "../enrolment/list";
export * from "../enrolment/verify";
export * from "./admin-account";
export * from "./claim";
export * from "./real-application";
export * from "./settings";
export * from "./tag";
export * from "./user-sig";
export * from "./webhook/describe";
export * from "./webhook/webhook";
