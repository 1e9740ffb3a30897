import type { Kind } from "../../provider/lifecycle/kind";
import { adminAccount } from "../../provider/resources";

/** A list in a file whose entries are resources of an application. */
export interface Section {
  readonly kind: Kind;
  /** What `pulumi-tencentrtc/dynamic` calls its handler. */
  readonly handler: "adminAccount";
  /** The property that tells one entry from another, in a list and between overlays. */
  readonly key: string;
  readonly description: string;
}

/**
 * What a file says of an application beside its own properties: one entry per kind. From here come the file's format,
 * its JSON Schema, how overlays merge, and the program.
 */
export const sections: Readonly<Record<string, Section>> = {
  admins: {
    kind: adminAccount,
    handler: "adminAccount",
    key: "userId",
    description:
      "Admin accounts beside `administrator`. An entry is a `userId` alone, or a map of properties.",
  },
};

/** The property by which an entry names its application; a file's entries stand in it already. */
export const parentProperty = "application";
