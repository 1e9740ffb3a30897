import type { Bag } from "../../ground/bag";
import type { Kind } from "../../provider/lifecycle/kind";
import { adminAccount, pushCertificate, subscription, webhook } from "../../provider/resources";

/** A list in a file whose entries are resources of an application. */
export interface Section {
  readonly kind: Kind;
  /** The property that tells one entry from another, in a list and between overlays; the kind's, or a name for it. */
  readonly key: string;
  readonly description: string;
  /** What is added to an entry's key in the name of its resource, where another section's entries have the same keys. */
  readonly suffix?: string;
  /** What of the same application has to be there first. */
  readonly after?: Kind;
  /**
   * What lets go of an entry, given its state, so that giving its application up leaves it as it is. Missing where an
   * entry goes with its application by itself: then deleting the application needs no call for it either.
   */
  letGo?(state: Bag): Bag;
}

/**
 * What a file says of an application beside its own properties: one entry per kind. From here come the file's format,
 * its JSON Schema, how overlays merge, and the program.
 */
export const sections: Readonly<Record<string, Section>> = {
  admins: {
    kind: adminAccount,
    key: "userId",
    description: "Admin accounts besides `administrator`. An entry is a `userId`, or a map of properties.",
  },
  certificates: {
    kind: pushCertificate,
    key: "name",
    description:
      "Push certificates, each with a name that never changes. Credential files are paths from this file's folder; other secrets are references.",
    letGo: ({ certificateId }) => ({ adopt: certificateId }),
  },
  subscriptions: {
    kind: subscription,
    key: "product",
    description:
      "Packages and trials, one per product. Nothing is bought unless `tencentrtc:allowPurchases` of the stack is true.",
    letGo: () => ({ adopt: true }),
  },
  webhooks: {
    kind: webhook,
    key: "product",
    description:
      "What the backends of Call, Conference and Live call, one per product. Each needs a package or a trial of its product.",
    suffix: "-webhook",
    after: subscription,
    letGo: () => ({ adopt: true }),
  },
};

/** The property by which an entry names its application; a file's entries stand in it already. */
export const parentProperty = "application";

/** The section of this name, if there is one. */
export const sectionOf = (name: PropertyKey): Section | undefined =>
  typeof name === "string" && Object.hasOwn(sections, name) ? sections[name] : undefined;
