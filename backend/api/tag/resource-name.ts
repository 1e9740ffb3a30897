/** The services under which an application can be named; both name the same one (docs/rules.md, section 4.2). */
export const resourceServices = ["im", "trtc"] as const;
export type ResourceService = (typeof resourceServices)[number];

/** What stands before the SDKAppID in a six-segment name. */
export const resourcePrefix = "sdkappid";

/** The six-segment name of an application, as the tag service takes it: `qcs::im::uin/123:sdkappid/1400000001`. */
export const applicationResource = (uin: string, sdkAppId: number, service: ResourceService = "im"): string =>
  `qcs::${service}::uin/${uin}:${resourcePrefix}/${sdkAppId}`;
