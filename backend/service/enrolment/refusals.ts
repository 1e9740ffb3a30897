import type { ActionName } from "../../api";

/** @param how it was refused: by which call, and when */
export const keyRefused = (how: string): string =>
  `the key was refused ${how}, and isn't used again: look it up in the console, then say it by \`tencentrtc attest\``;

const inConsole = (what: string): string =>
  `only a person in the console of Tencent Cloud ${what}: no public API does`;
const certificates =
  "no public API shows or changes push certificates: the console does, at the application's page of offline push";
const packages = "no public API shows or buys packages and trials: the console does";
const rooms = "rooms of real applications are neither listed nor changed by this release";
const tags =
  "of Tencent's tag service it carries on ModifyResourceTags, DescribeResourceTagsByResourceIds, DescribeResourceTags and DescribeTags; for all else ask the service itself, by a key pair of the account";
const simulated = "it is for simulated accounts, and this one is real";

/** What a real account refuses, and who does it instead. */
export const realRefusals = {
  ...each(inConsole("creates applications; `tencentrtc enrol` makes known one that is there"), [
    "CreateApplication",
  ]),
  ...each(inConsole("changes, enables, disables and deletes applications"), [
    "ModifyApplication",
    "EnableApplication",
    "DisableApplication",
    "DeleteApplication",
  ]),
  ...each(inConsole("adds admins and takes them away"), ["CreateAdminAccount", "DeleteAdminAccount"]),
  ...each(certificates, [
    "CreatePushCertificate",
    "ModifyPushCertificate",
    "DeletePushCertificate",
    "DescribePushCertificates",
    "ListPushCertificates",
    "ClaimPushCertificate",
    "ReleasePushCertificate",
  ]),
  ...each(packages, [
    "DescribeSubscriptions",
    "DescribeTrials",
    "ClaimTrial",
    "PurchaseSubscription",
    "UpgradeSubscription",
    "ExtendSubscription",
    "ModifyAutoRenewal",
    "RefundSubscription",
    "ClaimSubscription",
    "ReleaseSubscription",
  ]),
  ...each(rooms, [
    "DescribeRoomInfo",
    "DismissRoom",
    "DismissRoomByStrRoomId",
    "RemoveUser",
    "RemoveUserByStrRoomId",
  ]),
  ...each(tags, [
    "AddProject",
    "AddResourceTag",
    "AttachResourcesTag",
    "CreateTag",
    "CreateTags",
    "DeleteResourceTag",
    "DeleteTag",
    "DeleteTags",
    "DescribeProjects",
    "DescribeResourceTagsByResourceIdsSeq",
    "DescribeResourceTagsByTagKeys",
    "DescribeResourcesByTags",
    "DescribeResourcesByTagsUnion",
    "DescribeTagKeys",
    "DescribeTagValues",
    "DescribeTagValuesSeq",
    "DescribeTagsSeq",
    "DetachResourcesTag",
    "GetResources",
    "GetTagKeys",
    "GetTagValues",
    "GetTags",
    "ModifyResourcesTagValue",
    "TagResources",
    "UnTagResources",
    "UpdateProject",
    "UpdateResourceTagValue",
  ]),
  ...each(simulated, [
    "DescribeFaults",
    "DescribeSdkAppid",
    "DescribeTrtcUsage",
    "GetCallerIdentity",
    "ModifyFaults",
    "SimulateApplication",
    "SimulateBilling",
    "SimulateRoom",
    "SimulateSubscription",
    "SupportDeleteApplication",
  ]),
};

/** What a simulated account refuses. */
export const simulatedRefusals = each(
  "its applications are made up here; add the real account by `tencentrtc account add NAME --site … --uin …`, and name it by --uin, or use a key pair of it",
  ["AttestApplication", "EnrolApplication", "ListEnrolledApplications", "VerifyApplications"],
);

/** Actions of which all are refused with the same words. */
function each<Name extends ActionName>(words: string, names: readonly Name[]): Readonly<Record<Name, string>>;
function each(words: string, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, words]));
}
