/** Credentials of push vendors: bytes or text in, facts or typed failures out. Pure: no I/O, no clock, no state. */
export type { ApnsCertificate } from "./apns/certificate";
export { judgeBundleId, judgeKeyId, judgeTeamId } from "./apns/identifiers";
export { judgeApnsCertificate, type Purpose } from "./apns/judgement";
export { type ApnsKind, type Environment, environments } from "./apns/kinds";
export { type ApnsKey, type ApnsKeyIdentity, readApnsP8 } from "./apns/p8";
export { openApnsP12, readApnsP12 } from "./apns/p12";
export { type CredentialFailure, type FailureCode, failureCodes, type Reading } from "./failure";
export { maxFileBytes } from "./file";
export { maxPasswordLength } from "./pkcs12/open";
export { maxIterations, maxSeconds } from "./pkcs12/work";
export { readServiceAccount, type ServiceAccounts } from "./service-account/read";
export type { ServiceAccountVendor } from "./service-account/wrong-file";
