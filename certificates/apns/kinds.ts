/** APNs has two environments; an app from the App Store needs production (docs/rules.md, section 3). */
export const environments = ["development", "production"] as const;
export type Environment = (typeof environments)[number];

/** What a push certificate is for: an app's notifications, its incoming calls, or a watch face. */
export type ApnsKind = "app" | "voip" | "watch";

interface Named {
  readonly kind: ApnsKind;
  /** For certificates without Apple's extensions; those decide where they are present. */
  readonly environments: readonly Environment[];
  /** What follows the label in the common name. */
  readonly bundleId: string;
}

const labels: readonly { pattern: RegExp; kind: ApnsKind; environments: readonly Environment[] }[] = [
  { pattern: /^Apple Push Services: (.+)$/i, kind: "app", environments },
  {
    pattern: /^Apple (?:Development|Sandbox) (?:(?:IOS|Mac) )?Push Services: (.+)$/i,
    kind: "app",
    environments: ["development"],
  },
  {
    pattern: /^Apple Production (?:(?:IOS|Mac) )?Push Services: (.+)$/i,
    kind: "app",
    environments: ["production"],
  },
  { pattern: /^VoIP Services: (.+)$/i, kind: "voip", environments },
  { pattern: /^WatchKit Services: (.+)$/i, kind: "watch", environments },
];

/** A push certificate by its name: what Apple puts in front of the bundle id. */
export function kindByName(commonName: string): Named | undefined {
  for (const { pattern, kind, environments } of labels) {
    const bundleId = pattern.exec(commonName)?.[1]?.trim();
    if (bundleId) return { kind, environments, bundleId };
  }
  return undefined;
}

/** Apple's other certificates, some of which carry the extensions of push certificates too. Asked second. */
const others: readonly { pattern: RegExp; what: string }[] = [
  { pattern: /^Website Push ID: /i, what: "a Website Push ID for Safari" },
  { pattern: /^Pass Type ID: /i, what: "a Pass Type ID for Wallet" },
  { pattern: /^APSP:/i, what: "an MDM push certificate for managing devices" },
  {
    pattern: /^(?:Apple|iPhone|iOS|Mac)\b.*\b(?:Developer|Development|Distribution)\b/i,
    what: "a signing certificate for building the app",
  },
];

export const otherKind = (commonName: string): string | undefined =>
  others.find(({ pattern }) => pattern.test(commonName))?.what;
