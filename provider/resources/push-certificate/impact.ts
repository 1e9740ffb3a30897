import type { Bag } from "../../../ground/bag";
import type { Ending } from "../../lifecycle/kind";
import type { Deed } from "../../lifecycle/run/deeds";
import { type Notice, notice } from "../../lifecycle/run/notice";

/** Shipped clients report the id; none of them learns of another one by itself. */
export const newCertificate =
  "Clients already shipped go on reporting the old id of a push certificate and get no pushes until they are updated.";
const lost =
  "Deleting a push certificate makes pushes unreachable for clients that report it, and can't be undone: a new one gets another id.";
const leaves =
  "Where the application stays after all, declare the certificate again to keep it under its id, or delete it on the console page to end it.";

/** What its declaration's end takes along; one that was adopted stays. */
export const certificateEnds = ({ id, state }: Ending): Notice[] =>
  state.adopt === undefined ? [notice("pushes-stop", certificateDeleted(id, state).one, lost)] : [];

/** What is said as it is deleted. */
export const certificateDeleted = (id: string, state: Bag): Deed => ({
  kind: "pushes-stop",
  one: `deleting push certificate ${id} of ${vendorIn(state)}`,
  many: (count) => `deleting ${count} push certificates`,
  id: `${id} of ${vendorIn(state)}`,
  statements: [lost],
});

/** What its declaration's end means where its application may be about to go: nothing, until that does. */
export const certificateLeaves = (id: string, state: Bag): Deed => ({
  kind: "pushes-stop",
  one: `push certificate ${id} of ${vendorIn(state)} goes with its application and stays in effect until then`,
  many: (count) => `${count} push certificates go with their applications and stay in effect until then`,
  id: `${id} of ${vendorIn(state)}`,
  statements: [lost, leaves],
});

/** Deleted behind the back of its declaration. */
export const certificateLost = (id: string, state: Bag): Notice =>
  notice(
    "id-changes",
    `push certificate ${id} of ${vendorIn(state)} is gone: while it is declared, the next up makes one with another id`,
    newCertificate,
  );

const vendorIn = ({ platform }: Bag): string => String(Object(platform).vendor ?? "its vendor");
