/** Every step, by its number: append only. A released step is never edited, moved or removed. */
export { initial as step001 } from "./001-initial";
export { rooms as step002 } from "./002-rooms";
export { subscriptions as step003 } from "./003-subscriptions";
export { pushCertificates as step004 } from "./004-push-certificates";
export { server as step005 } from "./005-server";
export { activity as step006 } from "./006-activity";
export { lateRequests as step007 } from "./007-late-requests";
export { leaving as step008 } from "./008-leaving";
export { paidUpgrades as step009 } from "./009-paid-upgrades";
export { projects as step010 } from "./010-projects";
export { rights as step011 } from "./011-rights";
export { claimNumbers as step012 } from "./012-claim-numbers";
export { fingerprintKey as step013 } from "./013-fingerprint-key";
export { realAccounts as step014 } from "./014-real-accounts";
export { webhooks as step015 } from "./015-webhooks";
