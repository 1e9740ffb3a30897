import type { Planned } from "../lifecycle/kind";

/**
 * What disabling does to people, as the console states it before it lets anybody disable (RTC console, "Important
 * Note: Disable or Delete Applications").
 */
const disablingHits =
  "Call, Conference, RTC Engine, Live and Chat stop together. It takes 3-5 minutes to take effect, and until then " +
  "people may still enter rooms and are billed; afterwards those still in rooms go on being billed until their rooms " +
  "are dismissed (DismissRoom). Cloud recordings stay in COS or VOD and are managed there";

export const disablingStatement = (sdkAppId: number | string): string =>
  `disabling Application ${sdkAppId}: ${disablingHits}`;

/** What a preview says of a change that stops an application or takes it away, or that nothing can take back. */
export function warningsOf({ id, state, inputs, replaced }: Planned): string[] {
  const serves = state.enabled !== false;
  if (replaced.length > 0) return [replacing(id, replaced, String(state.deletionPolicy), serves)];
  const stops = inputs.enabled === false && serves;
  const upgrades = inputs.signatureAlgorithm === "HMAC-SHA256" && state.signatureAlgorithm === "ECDSA-SHA256";
  return [
    ...(stops ? [`enabled: false disables Application ${id}: ${disablingHits}`] : []),
    ...(upgrades ? [`signatureAlgorithm: Application ${id} signs with HMAC-SHA256 then, ${forGood}`] : []),
  ];
}

/** What an upgrade from a key pair means (IM console, "Get Key"). */
export const forGood =
  "for good; UserSigs made with its key pair stay valid until they expire, and new ones are made with secretKey";

/** The old application goes by the policy in the state; whatever becomes of it, clients know the new one not yet. */
function replacing(id: string, replaced: readonly string[], policy: string, serves: boolean): string {
  const stopping = serves ? ` ${disablingHits}.` : "";
  const fates: Readonly<Record<string, string>> = {
    delete: `is disabled and deleted: none of its data and services can be recovered.${stopping}`,
    disable: `is left disabled (deletionPolicy: "disable").${stopping}`,
    retain: 'is left as it is and managed by nobody (deletionPolicy: "retain").',
  };
  return (
    `${replaced.join(", ")} replaces Application ${id}, which ${fates[policy] ?? fates.delete} ` +
    "The new application has another SDKAppID and another secret key, which servers and shipped clients must be given"
  );
}
