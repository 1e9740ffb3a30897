/** `X-TC-Version` of the management service. A change that breaks a client makes a new one. */
export const managementVersion = "2026-11-01";
/** `X-TC-Version` of Tencent's public tag service, which the backend emulates. */
export const tagVersion = "2018-08-13";
/** `X-TC-Version` of Tencent's public TRTC service, of whose actions the backend emulates some. */
export const trtcVersion = "2019-07-22";
/** `X-TC-Version` of Tencent's public service that says whose a key pair is, likewise. */
export const stsVersion = "2018-08-13";
/** `X-TC-Version` of Tencent's public service of Chat, of which the backend emulates the one action. */
export const cimVersion = "2019-03-18";
