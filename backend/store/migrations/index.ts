import { initial } from "./001-initial";
import { rooms } from "./002-rooms";
import { subscriptions } from "./003-subscriptions";
import { pushCertificates } from "./004-push-certificates";
import { server } from "./005-server";
import { activity } from "./006-activity";
import { lateRequests } from "./007-late-requests";
import { leaving } from "./008-leaving";
import { paidUpgrades } from "./009-paid-upgrades";
import { projects } from "./010-projects";
import { rights } from "./011-rights";
import { claimNumbers } from "./012-claim-numbers";
import { fingerprintKey } from "./013-fingerprint-key";
import { realAccounts } from "./014-real-accounts";
import { webhooks } from "./015-webhooks";
import { lastLook } from "./016-last-look";
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
];
