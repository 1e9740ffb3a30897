/** The meaning of a code of Tencent's tag service. */
export interface TagAnswer {
  /**
   * `unsupported`: it takes no applications under this service type. `foreign`: the application is another account's.
   * `denied`: the key pair may not. `request`: what was asked for can't be.
   */
  readonly means: "unsupported" | "foreign" | "denied" | "request";
  /** What to do; empty where the message says it. */
  readonly next: string;
  /** Whether a document says so, or it is our reading of one. Nothing was tried on Tencent Cloud. */
  readonly certainty: "documented" | "inferred";
}

const allowed =
  "allow the key pair or the role what docs/real-accounts.md lists under Permissions: tag:DescribeResourceTagsByResourceIds to read tags, tag:ModifyResourceTags to change them";
const unsupported: TagAnswer = { means: "unsupported", next: "", certainty: "documented" };
const denied: TagAnswer = { means: "denied", next: allowed, certainty: "documented" };
const full: TagAnswer = { means: "request", next: "take some tags off first", certainty: "documented" };

/**
 * One row for each code, or for a family of codes: the one table of what the tag service's refusals mean (codes of its
 * SDKs of both sites, version 2018-08-13). That applications have the service types `im` and `trtc` is documented; that
 * the tag service takes them isn't.
 */
export const tagAnswers: Readonly<Record<string, TagAnswer>> = {
  "InvalidParameter.UnsupportedService": unsupported,
  "InvalidParameterValue.ServiceTypeInvalid": unsupported,
  "InvalidParameterValue.ResourcePrefixInvalid": { ...unsupported, certainty: "inferred" },
  "InvalidParameterValue.ResourceDescriptionError": { ...unsupported, certainty: "inferred" },
  "FailedOperation.ResourceAppIdNotSame": {
    means: "foreign",
    next: "check the SDKAppID, and of which account the key pair is",
    certainty: "documented",
  },
  AuthFailure: denied,
  UnauthorizedOperation: denied,
  "LimitExceeded.ResourceAttachedTags": full,
};

/** What a code means; one that isn't listed is about the request, as Tencent words it. */
export const tagAnswer = (code: string): TagAnswer =>
  tagAnswers[code] ??
  tagAnswers[code.split(".")[0] ?? ""] ?? { means: "request", next: "", certainty: "inferred" };
