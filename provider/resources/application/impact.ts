import { z } from "zod";
import { isPaidEdition } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { spanInWords } from "../../../ground/spans";
import type { Account } from "../../client/client";
import type { Ending, Planned } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import type { Deed } from "../../lifecycle/run/deeds";
import { type Notice, notice } from "../../lifecycle/run/notice";
import { plannedForPeople } from "./real";

type Windows = Pick<Account["Settings"], "WindowSecondsMin" | "WindowSecondsMax">;

/** How long a window of this account lasts, in words. */
export const windowOf = ({ WindowSecondsMin, WindowSecondsMax }: Windows): string =>
  spanInWords(WindowSecondsMin, WindowSecondsMax);

/**
 * What disabling does to people, as the console states it before it lets anybody disable (RTC console, "Important
 * Note: Disable or Delete Applications").
 */
export function disablingHits(windows: Windows | undefined): string {
  const takes = windows ? `It takes ${windowOf(windows)} to take effect` : "It takes effect after a while";
  return (
    `Disabling an application stops Call, Conference, RTC Engine, Live and Chat together. ${takes}, and until then ` +
    "people may still enter rooms and are billed; afterwards those still in rooms go on being billed until their rooms " +
    "are dismissed (DismissRoom). Cloud recordings stay in COS or VOD and are managed there."
  );
}

const lost = "None of the data and services of a deleted application can be recovered.";

/** What becomes of whoever has an id of before. */
export const newApplication =
  "A new application has another SDKAppID and another secret key, which servers and shipped clients must be given.";

/** What is said as an application is disabled. */
export const disables = (sdkAppId: number, windows: Windows, andThen?: string): Deed => ({
  kind: "service-stops",
  one: `disabling Application ${sdkAppId}`,
  many: (count) => `disabling ${count} Applications`,
  id: String(sdkAppId),
  statements: [disablingHits(windows), ...(andThen === undefined ? [] : [andThen])],
});

/** What is said as the deletion of a disabled application begins. */
export const deletes = (sdkAppId: number): Deed => ({
  kind: "irreversible",
  one: `deleting Application ${sdkAppId}`,
  many: (count) => `deleting ${count} Applications`,
  id: String(sdkAppId),
  statements: [lost],
});

/** What a preview says of a change that stops an application or takes it away, or that nothing can take back. */
export function warningsOf(planned: Planned): Notice[] {
  const { id, state, inputs, replaced, settings } = planned;
  if (planned.isReal) return plannedForPeople(planned);
  if (replaced.length > 0) {
    return endOf({ id, state, settings }, replaced.join(", "));
  }
  const stops = inputs.enabled === false && state.enabled !== false;
  const text = `enabled: false disables Application ${id}`;
  return [
    ...(stops ? [notice("service-stops", text, disablingHits(settings))] : []),
    ...enablingIsRefused(planned),
    ...openedForGood(planned),
  ];
}

/** What becomes of an application whose declaration goes, or that another takes the place of. */
export function endOf({ id, state, settings }: Ending, cause?: string): Notice[] {
  const subject = `Application ${id}`;
  const because = cause === undefined ? "" : `${cause} changes: `;
  const hits = state.enabled === false ? [] : [disablingHits(settings)];
  switch (state.deletionPolicy) {
    case "retain":
      return [notice("released", `${because}${subject} goes on as it is`)];
    case "disable":
      return [notice("service-stops", `${because}${subject} is disabled and stays so`, ...hits)];
    default: {
      // Whether a replacement may be is asked of the backend itself.
      const refusal = cause === undefined ? refusalOf(state, settings) : undefined;
      if (refusal !== undefined) return [notice("refused", `${subject} ${refusal}`)];
      return [notice("irreversible", `${because}${subject} is disabled and deleted`, lost, ...hits)];
    }
  }
}

/** Why the backend will refuse the deletion, as far as a state knows it (docs/rules.md, section 1.5). */
function refusalOf(state: Bag, settings: Ending["settings"]): string | undefined {
  if (state.deletionProtection === true)
    return "is protected, and isn't deleted (OperationDenied.ApplicationProtected): apply deletionProtection: false first, by itself";
  const { chat } = Faces.safeParse(state.editions).data ?? {};
  if (settings?.PaidChatDeletion === "self-service" || !isPaidEdition(chat)) return undefined;
  return `has a paid Chat edition (${chat}), which support alone deletes (UnauthorizedOperation.PaidEditionContactSupport): open a ticket in the console, or apply deletionPolicy: "retain" first, which gives it up`;
}

const Faces = z.record(z.string(), z.string());

/** What enabling can't cure (docs/rules.md, section 0, "Status × verb"). */
function enablingIsRefused({ id, state, inputs }: Planned): Notice[] {
  const { status, disabledReason, disabledCure } = state;
  const isBilled = status === "Expired" || (status === "Disabled" && disabledReason !== "manual");
  if (inputs.enabled !== true || state.enabled === true || !isBilled) return [];
  return [
    notice(
      "refused",
      `enabled: true can't bring Application ${id} back, which is ${status}: ${disabledCure}`,
    ),
  ];
}

/** Products, the TRTC service and newer signatures come to stay (docs/rules.md, section 0). */
function openedForGood({ id, state, inputs }: Planned): Notice[] {
  const added = listed(inputs.products).filter((one) => !listed(state.products).includes(one));
  const opens = inputs.rtcService === true && state.rtcService === false;
  const upgrades = inputs.signatureAlgorithm === "HMAC-SHA256" && state.signatureAlgorithm === "ECDSA-SHA256";
  return [
    ...(added.length > 0
      ? [notice("irreversible", `products: ${added.join(", ")} on Application ${id}`, productsStay)]
      : []),
    ...(opens ? [notice("irreversible", `rtcService: opened on Application ${id}`, serviceStays)] : []),
    ...(upgrades ? [notice("irreversible", `signatureAlgorithm: ${signsAnew(id)}`)] : []),
  ];
}

const productsStay = "A product that is added stays on its SDKAppID for good.";
const serviceStays = "The TRTC service can't be turned off alone again.";

/** What an upgrade from a key pair means (IM console, "Get Key"). */
export const forGood =
  "for good; UserSigs made with its key pair stay valid until they expire, and new ones are made with secretKey";

const signsAnew = (id: string): string => `Application ${id} signs with HMAC-SHA256 then, ${forGood}`;

const listed = (value: unknown): string[] =>
  Array.isArray(value) && !containsUnknown(value) ? value.map(String) : [];

/** Deleted behind the back of its declaration. */
export const applicationLost = (id: string, _state: Bag): Notice =>
  notice(
    "id-changes",
    `Application ${id} is gone: while it is declared, the next up makes a new one`,
    newApplication,
  );
