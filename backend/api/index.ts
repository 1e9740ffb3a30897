/** The contract: every action of every service, field rules and error codes. */
export * from "./account";
export * from "./action";
export * from "./actions";
export * from "./application";
export * from "./claim";
export * from "./editions";
export * from "./errors";
export * from "./fields";
export * from "./resource-name";
export * from "./room";
export * from "./subscription";
export * from "./tag";
export * from "./user-sig";
export * from "./version";
