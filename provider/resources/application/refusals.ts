import { DeleteApplication } from "../../../backend/api";
import { explain, UserError } from "../../../ground/errors";
import type { Planned, Session } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import { parseApplicationId } from "./id";
import { refuseReplacingReal } from "./real";

/** Refuses changes that would take over, give up or delete another application than was meant. */
export function refuseChange(planned: Planned): void {
  refuseSecondAdoption(planned);
  refuseOldSignatures(planned);
  refuseReplacingReal(planned);
  if (planned.replaced.length === 0) return;
  refuseReplacingAdopted(planned);
  refuseNewPolicy(planned);
  refuseProtected(planned);
}

function refuseSecondAdoption({ id, state, inputs: { adopt } }: Planned): void {
  if (typeof adopt !== "string" || containsUnknown(adopt) || adopt === id || state.adopt === adopt) return;
  throw new UserError(
    `adopt: this declaration already manages Application ${id} and can't take over ${adopt} as well; ` +
      "adopting is for new declarations: give it a name of its own",
  );
}

function refuseOldSignatures({ id, state, inputs: { signatureAlgorithm } }: Planned): void {
  if (signatureAlgorithm !== "ECDSA-SHA256" || state.signatureAlgorithm !== "HMAC-SHA256") return;
  throw new UserError(
    `signatureAlgorithm: Application ${id} signs with HMAC-SHA256 and can't go back to ECDSA-SHA256; ` +
      'declare "HMAC-SHA256", or leave it out',
  );
}

function refuseReplacingAdopted({ inputs, replaced }: Planned): void {
  if (inputs.adopt === undefined) return;
  throw new UserError(
    `${replaced.join(", ")}: can't change on an adopted Application, ` +
      "since that would replace it; declare what it is, or take `adopt` out first",
  );
}

/** A replacement removes the old application by the policy in the state: the declared one would come too late. */
function refuseNewPolicy({ id, state, inputs, replaced }: Planned): void {
  const { deletionPolicy } = inputs;
  if (containsUnknown(deletionPolicy) || deletionPolicy === state.deletionPolicy) return;
  throw new UserError(
    `deletionPolicy: ${replaced.join(", ")} replaces Application ${id}, and the old one would still be removed by the policy of before, ` +
      `"${String(state.deletionPolicy)}"; apply the new policy first, by itself, then change ${replaced.join(", ")}`,
  );
}

/** Only deleting minds the protection: what is retained or disabled outlives its replacement anyway. */
function refuseProtected({ id, state, inputs, replaced }: Planned): void {
  if (state.deletionPolicy !== "delete") return;
  if (state.deletionProtection === true) {
    throw new UserError(
      `deletionProtection: ${replaced.join(", ")} would replace Application ${id}, and it is protected from deletion; ` +
        'turn the protection off first, by itself, or keep the old one with deletionPolicy: "retain", applied first as well',
    );
  }
  if (inputs.deletionProtection !== true) return;
  throw new UserError(
    `deletionProtection: ${replaced.join(", ")} would replace Application ${id} before the protection is on, and the old one would be deleted for good; ` +
      `apply the protection first, by itself, or change ${replaced.join(", ")} without it`,
  );
}

/**
 * Refuses a replacement whose deletion the backend would refuse: what hangs on the application would be taken off it
 * before that is heard.
 */
export async function refuseReplacement(
  { client }: Session,
  { id, state, replaced }: Planned,
): Promise<void> {
  if (replaced.length === 0 || state.deletionPolicy !== "delete") return;
  const SdkAppId = parseApplicationId(id);
  const entry = await client.application(SdkAppId);
  if (entry.Outcome === "Refused") return;
  if (!entry.Application.DeletionProtection && !entry.Application.DeletableBySupportOnly) return;
  try {
    await client.call(DeleteApplication, { SdkAppId, DryRun: true });
  } catch (error) {
    throw new UserError(
      `${replaced.join(", ")} would replace Application ${id}, which may not be deleted: ${explain(error)}. Nothing was changed. ` +
        'Leave it as it is, or keep the old application with deletionPolicy: "retain", applied first, by itself',
      { cause: error },
    );
  }
}
