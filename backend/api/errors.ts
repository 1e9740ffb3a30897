import { z } from "zod";
import { ExpectedError } from "../../ground/errors";
/** What the management service has and can report as gone; the activity log calls changes of them by their plural. */
export const nouns = [
  "Application",
  "AdminAccount",
  "PushCertificate",
  "Subscription",
  "Tag",
  "Webhook",
] as const;
export type Noun = (typeof nouns)[number];

/** Codes of the management service: API since the first release (docs/rules.md, section 0). */
export const managementErrorCodes = [
  ...nouns.map((noun) => `ResourceNotFound.${noun}` as const),
  "LimitExceeded.Applications",
  "LimitExceeded.AdminAccounts",
  "LimitExceeded.PushCertificates",
  "LimitExceeded.TrialsPerApplication",
  "LimitExceeded.TrialsPerAccount",
  "LimitExceeded.TagsPerResource",
  "FailedOperation.ApplicationNotDisabled",
  "FailedOperation.ApplicationBusy",
  "FailedOperation.Overdue",
  "FailedOperation.SubscriptionExpired",
  "FailedOperation.CertificateInvalid",
  "FailedOperation.NotRefundable",
  "FailedOperation.KeyRefused",
  "FailedOperation.NotEnrolled",
  "FailedOperation.NotProven",
  "FailedOperation.ProductNotAvailable",
  "FailedOperation.WebhookChanged",
  "UnauthorizedOperation.PaidEditionContactSupport",
  "UnauthorizedOperation.ReadOnly",
  "OperationDenied.ApplicationDeleting",
  "OperationDenied.ApplicationProtected",
  "OperationDenied.DefaultAdminAccount",
  "OperationDenied.ManagedElsewhere",
  "OperationDenied.LateRequest",
  "OperationDenied.PurchaseNotAllowed",
  "OperationDenied.Downgrade",
  "ResourceInUse.ClientToken",
  "ResourceInUse.AdminAccount",
  "ResourceInUse.Subscription",
  "ResourceInUse.Tag",
  "ResourceInUse.SecretKey",
  "ResourceInUse.Webhook",
  "InvalidParameter.ClientTokenMismatch",
  "InvalidParameterValue.Name",
  "InvalidParameterValue.Description",
  "InvalidParameterValue.ApplicationType",
  "InvalidParameterValue.Region",
  "InvalidParameterValue.Products",
  "InvalidParameterValue.RtcService",
  "InvalidParameterValue.SignatureAlgorithm",
  "InvalidParameterValue.UserId",
  "InvalidParameterValue.Product",
  "InvalidParameterValue.Edition",
  "InvalidParameterValue.Months",
  "InvalidParameterValue.Configuration",
  "InvalidParameterValue.Platform",
  "InvalidParameterValue.Secrets",
] as const;

/** Codes of the tag service, as its published SDK lists them (docs/rules.md, section 4.4). */
export const tagErrorCodes = [
  "InvalidParameter.PaginationTokenInvalid",
  "InvalidParameter.ProjectNameExisted",
  "InvalidParameter.ReservedTagKey",
  "InvalidParameter.UnsupportedService",
  "InvalidParameterValue.ReservedTagKey",
  "InvalidParameterValue.ResourceDescriptionError",
  "InvalidParameterValue.ResourcePrefixInvalid",
  "InvalidParameterValue.ServiceTypeInvalid",
  "InvalidParameterValue.UinInvalid",
  "InvalidParameterValue.ResourceIdInvalid",
  "InvalidParameterValue.DeleteTagsParamError",
  "InvalidParameterValue.TagKeyCharacterIllegal",
  "InvalidParameterValue.TagKeyDuplicate",
  "InvalidParameterValue.TagKeyEmpty",
  "InvalidParameterValue.TagKeyLengthExceeded",
  "InvalidParameterValue.TagValueCharacterIllegal",
  "InvalidParameterValue.TagValueEmpty",
  "InvalidParameterValue.TagValueLengthExceeded",
  "InvalidParameterValue.OffsetInvalid",
  "InvalidParameterValue.TagFiltersLengthExceeded",
  "LimitExceeded.ResourceAttachedTags",
  "LimitExceeded.ResourceNumPerRequest",
  "LimitExceeded.TagNumPerRequest",
  "ResourceInUse.TagDuplicate",
  "ResourceInUse.TagKeyAttached",
  "ResourceNotFound.TagNonExist",
  "ResourceNotFound.AttachedTagKeyNotFound",
  "ResourceNotFound.RecordNotFound",
  "FailedOperation.TagAttachedResource",
  "FailedOperation.ResourceAppIdNotSame",
  "FailedOperation.ResourceTagProcessing",
  "FailedOperation.ProjectNumExceed",
] as const;

/** Codes of the TRTC service's actions, as their public pages and its SDK list them. */
export const trtcErrorCodes = [
  "FailedOperation.RoomNotExist",
  "FailedOperation.SdkAppIdNotExist",
  "FailedOperation.UserNotExist",
  "InvalidParameter.PageSizeOversize",
  "InvalidParameter.QueryScaleOversize",
  "InvalidParameter.SdkAppId",
  "InvalidParameter.StartTimeExpire",
  "InvalidParameter.StartTimeOversize",
  "UnauthorizedOperation.SdkAppId",
] as const;

/** Codes that every Tencent Cloud API 3.0 service may answer (docs/rules.md, section 6). */
export const commonErrorCodes = [
  "AuthFailure.InvalidAuthorization",
  "AuthFailure.SecretIdNotFound",
  "AuthFailure.SignatureExpire",
  "AuthFailure.SignatureFailure",
  "AuthFailure.TokenFailure",
  "AuthFailure.UnauthorizedOperation",
  "FailedOperation",
  "InternalError",
  "InvalidAction",
  "InvalidParameter",
  "InvalidParameterValue",
  "InvalidRequest",
  "LimitExceeded",
  "MissingParameter",
  "NoSuchVersion",
  "RequestLimitExceeded",
  "RequestSizeLimitExceeded",
  "ResourceInUse",
  "ResourceNotFound",
  "ResourceUnavailable",
  "ServiceUnavailable",
  "UnauthorizedOperation",
  "UnknownParameter",
  "UnsupportedOperation",
  "UnsupportedProtocol",
] as const;

const errorCodes = [
  ...managementErrorCodes,
  ...tagErrorCodes,
  ...trtcErrorCodes,
  ...commonErrorCodes,
] as const;
export type ErrorCode = (typeof errorCodes)[number];
export const ErrorCode = z.enum(errorCodes);

const knownCodes: ReadonlySet<string> = new Set(errorCodes);
/** Whether `code`, which may come from outside, is one of this contract. */
export const isErrorCode = (code: string): code is ErrorCode => knownCodes.has(code);

/**
 * The error half of an API 3.0 envelope. `message` says what is wrong and what to do next; it may be shown to
 * a user as it stands and never holds a secret.
 */
export class ApiError extends ExpectedError {
  override readonly name = "ApiError";
  /** Set by whoever answers the request, so that support can find it again. */
  requestId: string | undefined;
  /** What else is wrong with the same request: an answer has room for one, a form for all. */
  others: readonly ApiError[] = [];

  constructor(
    readonly code: ErrorCode,
    message: string,
    /** The request field at fault, in the words of the API: `Name`, `Tags.0.TagKey`. */
    readonly parameter?: string,
    /** `cause` is for logs: it never reaches a caller. */
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  override get inWords(): string {
    const request = this.requestId ? `, RequestId ${this.requestId}` : "";
    const parameter = this.parameter ? `${this.parameter}: ` : "";
    return `${parameter}${this.message} (${this.code}${request})`;
  }
}
