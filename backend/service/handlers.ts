import type { ActionName, actions } from "../api";
import * as account from "./account/account";
import * as activity from "./activity";
import * as adminAccount from "./admin-account";
import * as application from "./application/application";
import * as applicationCreation from "./application/creation";
import * as applicationStatus from "./application/status";
import * as cim from "./cim";
import * as claim from "./claim";
import * as faults from "./faults";
import * as pushCertificateClaim from "./push-certificate/claim";
import * as pushCertificateCreation from "./push-certificate/creation";
import * as pushCertificate from "./push-certificate/push-certificate";
import * as room from "./room";
import type { Handler } from "./scope";
import * as simulate from "./simulate/simulate";
import * as simulateSubscription from "./simulate/subscription";
import * as subscriptionClaim from "./subscription/claim";
import * as subscriptionOrder from "./subscription/order";
import * as subscription from "./subscription/subscription";
import * as tagLists from "./tag/lists";
import * as resourceTagLists from "./tag/lists-of-resource";
import * as resourceTag from "./tag/of-resource";
import * as oneTag from "./tag/one";
import * as project from "./tag/project";
import * as tagSearch from "./tag/search";
import * as tag from "./tag/tag";
import * as userSig from "./user-sig";

export type Handlers = { readonly [Name in ActionName]: Handler<(typeof actions)[Name]> };

/** Who answers what. An action without a handler doesn't compile. */
export const handlers: Handlers = {
  DescribeAccount: account.describeAccount,
  ListOwners: account.listOwners,
  ModifySettings: account.modifySettings,
  DescribeActivities: activity.describeActivities,
  SupportDeleteApplication: simulate.supportDeleteApplication,
  SimulateBilling: simulate.simulateBilling,
  SimulateApplication: simulate.simulateApplication,
  SimulateRoom: room.simulateRoom,
  DescribeFaults: faults.describeFaults,
  ModifyFaults: faults.modifyFaults,
  CreateApplication: applicationCreation.createApplication,
  DescribeApplications: application.describeApplications,
  ListApplications: application.listApplications,
  ModifyApplication: application.modifyApplication,
  EnableApplication: applicationStatus.enableApplication,
  DisableApplication: applicationStatus.disableApplication,
  DeleteApplication: applicationStatus.deleteApplication,
  ClaimApplication: claim.claimApplication,
  ReleaseApplication: claim.releaseApplication,
  CreateAdminAccount: adminAccount.createAdminAccount,
  DescribeAdminAccounts: adminAccount.describeAdminAccounts,
  DeleteAdminAccount: adminAccount.deleteAdminAccount,
  CreatePushCertificate: pushCertificateCreation.createPushCertificate,
  DescribePushCertificates: pushCertificate.describePushCertificates,
  ListPushCertificates: pushCertificate.listPushCertificates,
  ModifyPushCertificate: pushCertificate.modifyPushCertificate,
  DeletePushCertificate: pushCertificate.deletePushCertificate,
  ClaimPushCertificate: pushCertificateClaim.claimPushCertificate,
  ReleasePushCertificate: pushCertificateClaim.releasePushCertificate,
  VerifyUserSig: userSig.verifyUserSig,
  DescribeSubscriptions: subscription.describeSubscriptions,
  DescribeTrials: subscription.describeTrials,
  ClaimTrial: subscriptionOrder.claimTrial,
  PurchaseSubscription: subscriptionOrder.purchaseSubscription,
  UpgradeSubscription: subscriptionOrder.upgradeSubscription,
  ExtendSubscription: subscriptionOrder.extendSubscription,
  ModifyAutoRenewal: subscription.modifyAutoRenewal,
  RefundSubscription: subscription.refundSubscription,
  ClaimSubscription: subscriptionClaim.claimSubscription,
  ReleaseSubscription: subscriptionClaim.releaseSubscription,
  SimulateSubscription: simulateSubscription.simulateSubscription,
  DescribeSdkAppid: cim.describeSdkAppid,
  CreateTag: tag.createTag,
  CreateTags: tag.createTags,
  DeleteTag: tag.deleteTag,
  DeleteTags: tag.deleteTags,
  DescribeTags: tag.describeTags,
  TagResources: resourceTag.tagResources,
  UnTagResources: resourceTag.unTagResources,
  ModifyResourceTags: resourceTag.modifyResourceTags,
  DescribeResourceTagsByResourceIds: resourceTag.describeResourceTagsByResourceIds,
  DescribeRoomInfo: room.describeRoomInfo,
  DismissRoom: room.dismissRoom,
  DismissRoomByStrRoomId: room.dismissRoomByStrRoomId,
  RemoveUser: room.removeUser,
  RemoveUserByStrRoomId: room.removeUserByStrRoomId,
  AddResourceTag: oneTag.addResourceTag,
  UpdateResourceTagValue: oneTag.updateResourceTagValue,
  DeleteResourceTag: oneTag.deleteResourceTag,
  AttachResourcesTag: oneTag.attachResourcesTag,
  DetachResourcesTag: oneTag.detachResourcesTag,
  ModifyResourcesTagValue: oneTag.modifyResourcesTagValue,
  GetResources: tagSearch.getResources,
  GetTags: tagSearch.getTags,
  GetTagKeys: tagSearch.getTagKeys,
  GetTagValues: tagSearch.getTagValues,
  DescribeTagKeys: tagLists.describeTagKeys,
  DescribeTagValues: tagLists.describeTagValues,
  DescribeTagsSeq: tag.describeTagsSeq,
  DescribeTagValuesSeq: tagLists.describeTagValuesSeq,
  DescribeResourceTags: resourceTagLists.describeResourceTags,
  DescribeResourceTagsByResourceIdsSeq: resourceTag.describeResourceTagsByResourceIdsSeq,
  DescribeResourceTagsByTagKeys: resourceTagLists.describeResourceTagsByTagKeys,
  DescribeResourcesByTags: resourceTagLists.describeResourcesByTags,
  DescribeResourcesByTagsUnion: resourceTagLists.describeResourcesByTagsUnion,
  DescribeProjects: project.describeProjects,
  AddProject: project.addProject,
  UpdateProject: project.updateProject,
};
