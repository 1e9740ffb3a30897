/**
 * Credentials of push vendors: bytes or text in, facts or typed failures out. Pure: no I/O, no clock, no state; but for
 * `aside`, which keeps a thread for costly files and what it found of late.
 */
export type { ApnsCertificate } from "./apns/certificate";
export { judgeBundleId, judgeKeyId, judgeTeamId } from "./apns/identifiers";
export { judgeApnsCertificate } from "./apns/judgement";
export { environments } from "./apns/kinds";
export { readApnsP8 } from "./apns/p8";
export { openApnsP12, readApnsP12 } from "./apns/p12";
export { openApnsP12Aside, type Reader } from "./aside/open";
export { TooManyWaiting } from "./aside/thread";
export { type CredentialFailure, type FailureCode, failureCodes, type Reading } from "./failure";
export { maxFileBytes } from "./file";
export { fingerprintOf } from "./fingerprint";
export { maxPasswordLength } from "./pkcs12/open";
export { readServiceAccount } from "./service-account/read";
