import { initial } from "./from-001/001-initial";
import { rooms } from "./from-001/002-rooms";
import { subscriptions } from "./from-001/003-subscriptions";
import { pushCertificates } from "./from-001/004-push-certificates";
import { server } from "./from-001/005-server";
import { activity } from "./from-001/006-activity";
import { lateRequests } from "./from-001/007-late-requests";
import { leaving } from "./from-001/008-leaving";
import { paidUpgrades } from "./from-001/009-paid-upgrades";
import { projects } from "./from-001/010-projects";
import { rights } from "./from-011/011-rights";
import { claimNumbers } from "./from-011/012-claim-numbers";
import { fingerprintKey } from "./from-011/013-fingerprint-key";
import { realAccounts } from "./from-011/014-real-accounts";
import { webhooks } from "./from-011/015-webhooks";
import { lastLook } from "./from-011/016-last-look";
import { realWebhooks } from "./from-011/017-real-webhooks";
import { tagsOfReal } from "./from-011/018-tags-of-real";
import { pendingAttestations } from "./from-011/019-pending-attestations";
import type { Migration } from "./migration";

export type { Migration } from "./migration";

/** In the order of their numbers; that of the last one is the schema version. Append only: a released step is never edited, moved or removed. */
export const migrations: readonly Migration[] = [
  initial,
  rooms,
  subscriptions,
  pushCertificates,
  server,
  activity,
  lateRequests,
  leaving,
  paidUpgrades,
  projects,
  rights,
  claimNumbers,
  fingerprintKey,
  realAccounts,
  webhooks,
  lastLook,
  realWebhooks,
  tagsOfReal,
  pendingAttestations,
];
