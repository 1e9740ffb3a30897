import type { ApplicationRecord } from "../../../backend/api";
import type { Bag, Failure } from "../../../ground/bag";
import { refusalIn } from "../../client/gone";
import type { Proposal, Session } from "../../lifecycle/kind";
import { metaOf } from "../../lifecycle/properties/meta";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import { foreseeTaking } from "../../lifecycle/taking/claim";
import { letGoOfApplication } from "./claim";
import { factsOf } from "./fields";
import { parseApplicationId } from "./id";
import { inputs } from "./properties";

/** Foresees what an adoption would be refused for: what the application is, and whose. */
export async function foreseeAdoption(session: Session, proposal: Proposal): Promise<Failure[]> {
  const { inputs: given, olds } = proposal;
  const { adopt } = given;
  if (typeof adopt !== "string" || containsUnknown(adopt)) return [];
  const entry = await session.client.application(parseApplicationId(adopt));
  const isTakenAlready = olds !== undefined && olds.adopt === adopt;
  if (entry.Outcome === "Refused") {
    // Of one that was taken over already, the refresh tells what became of it.
    if (isTakenAlready) return [];
    return [{ path: "adopt", reason: `names no application of this account: ${refusalIn(entry)}` }];
  }
  const record = entry.Application;
  return [
    ...(isTakenAlready ? [] : refusals(session, record, proposal)),
    ...wrongRegion(record, given),
    ...wrongSignatures(record, given),
    ...wrongTexts(record, given),
  ];
}

function refusals(
  session: Session,
  { SdkAppId, Status, Owner }: ApplicationRecord,
  proposal: Proposal,
): Failure[] {
  if (Status === "Deleting") {
    return [{ path: "adopt", reason: `can't take over ${SdkAppId}: it is being deleted, for good` }];
  }
  const title = `Application ${SdkAppId}`;
  return foreseeTaking(session, proposal, { title, Owner, letGo: letGoOfApplication });
}

function wrongRegion({ SdkAppId, Region }: ApplicationRecord, { region }: Bag): Failure[] {
  if (region === undefined || containsUnknown(region) || region === Region) return [];
  return [
    {
      path: "region",
      reason: `is "${Region}" on Application ${SdkAppId} and can't be changed, since that would replace it: declare "${Region}", or leave it out`,
    },
  ];
}

function wrongSignatures({ SdkAppId, SignatureAlgorithm }: ApplicationRecord, given: Bag): Failure[] {
  if (given.signatureAlgorithm !== "ECDSA-SHA256" || SignatureAlgorithm === "ECDSA-SHA256") return [];
  return [
    {
      path: "signatureAlgorithm",
      reason: `is "${SignatureAlgorithm}" on Application ${SdkAppId} and can't go back: declare that, or leave it out`,
    },
  ];
}

/** Texts that the backend may hold although no rule allows them: they are judged where they would change. */
function wrongTexts(record: ApplicationRecord, given: Bag): Failure[] {
  const held: Bag = factsOf({ record, tags: {} }, given);
  return Object.entries(inputs.shape).flatMap(([path, rule]) => {
    const value = given[path];
    if (!metaOf(rule).heldPasses || value === undefined || containsUnknown(value) || value === held[path])
      return [];
    const issues = rule.safeParse(value).error?.issues ?? [];
    return issues.map((issue) => ({ path, reason: issue.message }));
  });
}
