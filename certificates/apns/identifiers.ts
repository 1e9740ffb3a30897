import { type CredentialFailure, failure, quoted } from "../failure";

const example = 'for example "com.example.app"';

/** What Apple takes as a bundle id: letters, digits, hyphens and dots between them. */
const bundleIdForm = /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;
export const longestBundleId = 155;

/** A bundle id as somebody declares it; no wildcard, since a push goes to one app (docs/rules.md, section 3). */
export function judgeBundleId(bundleId: string): CredentialFailure | undefined {
  if (bundleId.includes("*")) {
    return failure(
      "WildcardBundleId",
      `must name one app, and ${quoted(bundleId)} is a wildcard: give the bundle id of the app, ${example}`,
      "bundleId",
    );
  }
  if (bundleIdForm.test(bundleId) && bundleId.length <= longestBundleId) return undefined;
  return failure(
    "InvalidBundleId",
    `must be 1-${longestBundleId} letters, digits, hyphens and single dots between them, ${example}`,
    "bundleId",
  );
}

const tenCharacters = /^[A-Z0-9]{10}$/;

export function judgeKeyId(keyId: string): CredentialFailure | undefined {
  if (tenCharacters.test(keyId)) return undefined;
  return failure(
    "InvalidKeyId",
    'must be the 10 capital letters and digits that Apple shows beside the key, and that stand in the name of its file (AuthKey_….p8), for example "ABC123DEFG"',
    "keyId",
  );
}

export function judgeTeamId(teamId: string): CredentialFailure | undefined {
  if (tenCharacters.test(teamId)) return undefined;
  return failure(
    "InvalidTeamId",
    'must be the 10 capital letters and digits under Membership details of the Apple developer account, for example "DEF123GHIJ"',
    "teamId",
  );
}
