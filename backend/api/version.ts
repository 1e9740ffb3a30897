/** `X-TC-Version` of the management service. A change that breaks a client makes a new one. */
export const managementVersion = "2026-11-01";
/** `X-TC-Version` of Tencent's public tag service, which the backend emulates. */
export const tagVersion = "2018-08-13";
