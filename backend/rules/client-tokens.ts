import { createHash } from "node:crypto";
import { remembered } from "../../ground/remembered";
import { hourMs } from "../../ground/time";
import { ApiError, parseDeclaration, type RegionName, type Settings } from "../api";

/** A token as stored with the application that it made; only live applications keep theirs. */
interface UsedToken {
  readonly sdk_app_id: number;
  readonly parameters_hash: string;
  readonly created_at: number;
}

/** Only what makes another application of it is compared: everything else is brought into line by an update. */
export const identityHash = ({ Region }: { readonly Region: RegionName }): string => hashOfRegion(Region);

const hashOfRegion = remembered((region: RegionName) =>
  createHash("sha256")
    .update(JSON.stringify([region]))
    .digest("hex"),
);

/** What a creation with this token is: the first one, a repetition, or a refusal. */
export function judgeToken(
  used: UsedToken | undefined,
  hash: string,
  now: number,
  settings: Settings,
): "first" | "repeated" | ApiError {
  if (!used) return "first";
  if (used.parameters_hash !== hash) {
    return new ApiError(
      "InvalidParameter.ClientTokenMismatch",
      `this token has already made application ${used.sdk_app_id} with another Region: delete that one first, or use another token`,
      "ClientToken",
    );
  }
  if (now - used.created_at < settings.ClientTokenHours * hourMs) return "repeated";
  return new ApiError(
    "ResourceInUse.ClientToken",
    `this token made application ${used.sdk_app_id} on ${new Date(used.created_at).toISOString()}, too long ago to be a repetition: adopt ${used.sdk_app_id} to go on with it, or delete it to create a new one`,
    "ClientToken",
  );
}

/**
 * Who else made an application with a token of this declaration. A token doesn't tell organisations apart, since not every
 * provider is told its own: two of them may have a stack, a project and a name in common.
 */
export function otherOrganization(owner: string | null, asking: string | undefined): string | undefined {
  const [holds, asks] = [owner, asking].map((text) => parseDeclaration(text ?? "")?.organization);
  return holds && asks && holds !== asks ? holds : undefined;
}
