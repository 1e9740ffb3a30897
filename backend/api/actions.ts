import * as account from "./account/account";
import * as activity from "./activity";
import * as application from "./application";
import * as cim from "./cim";
import * as faults from "./faults";
import * as pushCertificate from "./push-certificate/push-certificate";
import * as room from "./room/room";
import * as subscription from "./subscription";
import * as tagLists from "./tag/lists";
import * as oneTag from "./tag/one";
import * as project from "./tag/project";
import * as tagSearch from "./tag/search";
import * as tag from "./tag/tag";
import * as userSig from "./user-sig";

/** Every action by its name. Names are unique over all services, so that `X-TC-Action` alone finds one. */
export const actions = {
  DescribeAccount: account.DescribeAccount,
  ListOwners: account.ListOwners,
  ModifySettings: account.ModifySettings,
  DescribeActivities: activity.DescribeActivities,
  SupportDeleteApplication: account.SupportDeleteApplication,
  SimulateBilling: account.SimulateBilling,
  SimulateApplication: account.SimulateApplication,
  SimulateRoom: room.SimulateRoom,
  DescribeFaults: faults.DescribeFaults,
  ModifyFaults: faults.ModifyFaults,
  CreateApplication: application.CreateApplication,
  DescribeApplications: application.DescribeApplications,
  ListApplications: application.ListApplications,
  ModifyApplication: application.ModifyApplication,
  EnableApplication: application.EnableApplication,
  DisableApplication: application.DisableApplication,
  DeleteApplication: application.DeleteApplication,
  ClaimApplication: application.ClaimApplication,
  ReleaseApplication: application.ReleaseApplication,
  CreateAdminAccount: application.CreateAdminAccount,
  DescribeAdminAccounts: application.DescribeAdminAccounts,
  DeleteAdminAccount: application.DeleteAdminAccount,
  CreatePushCertificate: pushCertificate.CreatePushCertificate,
  DescribePushCertificates: pushCertificate.DescribePushCertificates,
  ListPushCertificates: pushCertificate.ListPushCertificates,
  ModifyPushCertificate: pushCertificate.ModifyPushCertificate,
  DeletePushCertificate: pushCertificate.DeletePushCertificate,
  ClaimPushCertificate: pushCertificate.ClaimPushCertificate,
  ReleasePushCertificate: pushCertificate.ReleasePushCertificate,
  VerifyUserSig: userSig.VerifyUserSig,
  DescribeSubscriptions: subscription.DescribeSubscriptions,
  DescribeTrials: subscription.DescribeTrials,
  ClaimTrial: subscription.ClaimTrial,
  PurchaseSubscription: subscription.PurchaseSubscription,
  UpgradeSubscription: subscription.UpgradeSubscription,
  ExtendSubscription: subscription.ExtendSubscription,
  ModifyAutoRenewal: subscription.ModifyAutoRenewal,
  RefundSubscription: subscription.RefundSubscription,
  ClaimSubscription: subscription.ClaimSubscription,
  ReleaseSubscription: subscription.ReleaseSubscription,
  SimulateSubscription: subscription.SimulateSubscription,
  DescribeSdkAppid: cim.DescribeSdkAppid,
  CreateTag: tag.CreateTag,
  CreateTags: tag.CreateTags,
  DeleteTag: tag.DeleteTag,
  DeleteTags: tag.DeleteTags,
  DescribeTags: tag.DescribeTags,
  TagResources: tag.TagResources,
  UnTagResources: tag.UnTagResources,
  ModifyResourceTags: tag.ModifyResourceTags,
  DescribeResourceTagsByResourceIds: tag.DescribeResourceTagsByResourceIds,
  DescribeRoomInfo: room.DescribeRoomInfo,
  DismissRoom: room.DismissRoom,
  DismissRoomByStrRoomId: room.DismissRoomByStrRoomId,
  RemoveUser: room.RemoveUser,
  RemoveUserByStrRoomId: room.RemoveUserByStrRoomId,
  AddResourceTag: oneTag.AddResourceTag,
  UpdateResourceTagValue: oneTag.UpdateResourceTagValue,
  DeleteResourceTag: oneTag.DeleteResourceTag,
  AttachResourcesTag: oneTag.AttachResourcesTag,
  DetachResourcesTag: oneTag.DetachResourcesTag,
  ModifyResourcesTagValue: oneTag.ModifyResourcesTagValue,
  GetResources: tagSearch.GetResources,
  GetTags: tagSearch.GetTags,
  GetTagKeys: tagSearch.GetTagKeys,
  GetTagValues: tagSearch.GetTagValues,
  DescribeTagKeys: tagLists.DescribeTagKeys,
  DescribeTagValues: tagLists.DescribeTagValues,
  DescribeTagsSeq: tagLists.DescribeTagsSeq,
  DescribeTagValuesSeq: tagLists.DescribeTagValuesSeq,
  DescribeResourceTags: tagLists.DescribeResourceTags,
  DescribeResourceTagsByResourceIdsSeq: tagLists.DescribeResourceTagsByResourceIdsSeq,
  DescribeResourceTagsByTagKeys: tagLists.DescribeResourceTagsByTagKeys,
  DescribeResourcesByTags: tagLists.DescribeResourcesByTags,
  DescribeResourcesByTagsUnion: tagLists.DescribeResourcesByTagsUnion,
  DescribeProjects: project.DescribeProjects,
  AddProject: project.AddProject,
  UpdateProject: project.UpdateProject,
} as const;

export type ActionName = keyof typeof actions;

/** Whether `name`, which may come from outside, names an action. */
export const isActionName = (name: string): name is ActionName => Object.hasOwn(actions, name);
