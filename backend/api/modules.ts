/** The modules with actions, each of which exports every action under its own name. */
export * from "./account/account";
export * from "./activity";
export * from "./admin-account";
export * from "./application/application";
export * from "./faults";
export * from "./push-certificate/push-certificate";
export * from "./room/room";
export * from "./subscription/subscription";
export * from "./tag/lists";
export * from "./tag/one";
export * from "./tag/project";
export * from "./tag/search";
export * from "./tag/tag";
export * from "./tencent/cim";
export * from "./tencent/sts";
export * from "./tencent/usage";
export * from "./user-sig";
