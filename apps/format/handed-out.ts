import { defaultAdminAccount } from "../../backend/api";
import type { Bag } from "../../ground/bag";

/** A resource of an application, with its properties: plain, or outputs of a program. */
export interface Made {
  /** `Application`, `AdminAccount`, … */
  readonly kind: string;
  /** `support`, or of what hangs on it `support/ios`. */
  readonly name: string;
  readonly outputs: Bag;
}

/**
 * What a stack hands out of each application, by what its file calls it; what isn't made yet is left out. `secretKey`
 * is a secret, and missing where an ECDSA key pair signs. `adminAccounts` are UserIDs: `administrator`, which each
 * application has, and those declared. `certificates` are the ids that shipped clients report, by their names in files.
 */
export function handedOut(resources: readonly Made[]): Record<string, Bag> {
  const applications = resources.filter(
    ({ kind, outputs }) => kind === "Application" && has(outputs.sdkAppId),
  );
  const sorted = [...applications].sort((one, other) => (one.name < other.name ? -1 : 1));
  return Object.fromEntries(
    sorted.map(({ name, outputs: { sdkAppId, region, secretKey } }) => {
      const hanging = resources.filter((one) => one.name.startsWith(`${name}/`));
      return [
        name,
        {
          sdkAppId,
          region,
          ...(has(secretKey) && { secretKey }),
          adminAccounts: adminsIn(hanging),
          certificates: Object.fromEntries(certificatesIn(hanging)),
        },
      ];
    }),
  );
}

const has = (value: unknown): boolean => value !== undefined && value !== null;

const adminsIn = (hanging: readonly Made[]): unknown[] => {
  const declared = hanging.filter(({ kind }) => kind === "AdminAccount").map(({ name }) => keyIn(name));
  return [...new Set([defaultAdminAccount, ...declared.sort()])];
};

const certificatesIn = (hanging: readonly Made[]): [string, unknown][] =>
  hanging
    .filter(({ kind, outputs }) => kind === "PushCertificate" && has(outputs.certificateId))
    .map(({ name, outputs }): [string, unknown] => [keyIn(name), outputs.certificateId])
    .sort(([one], [other]) => (one < other ? -1 : 1));

/** What the file calls an entry: `ios` of `support/ios`. */
const keyIn = (name: string): string => name.slice(name.indexOf("/") + 1);
