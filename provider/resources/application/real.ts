import type { Bag, Failure } from "../../../ground/bag";
import { UserError } from "../../../ground/errors";
import { isDeepEqual } from "../../lifecycle/diff";
import type { Change, Planned, Proposal, Remark, Session } from "../../lifecycle/kind";
import { containsUnknown } from "../../lifecycle/properties/unknown";
import type { Notice } from "../../lifecycle/run/notice";
import type { ProviderSettings } from "../../lifecycle/settings";
import { needsPerson } from "../in-console";
import { factsOf, type Observed, placeOf, unproven } from "./fields";
import type { ApplicationInputs } from "./properties";
import { remarkOnUnseen, textMap } from "./tags";

/** Where a person does with an application as a whole what no public API does. */
const applications = "RTC console > My Applications";

/** Refuses what a real account doesn't do: to make an application, and to disable or delete one when its declaration goes. */
export function foreseeOnReal({ inputs, olds }: Proposal): Failure[] {
  const { adopt, deletionPolicy } = inputs;
  const isMade = olds === undefined && adopt === undefined;
  const made = `is required on a real account: only a person creates an application (${applications} > Create Application). Make it known by \`tencentrtc enrol\` then, and declare its SDKAppID here`;
  const kept = `must be "retain" on a real account: only a person disables and deletes an application (${applications} > Manage > Disable Application). Declare "retain"; once it was deleted there, \`tencentrtc attest\` says so`;
  return [
    ...(isMade ? [{ path: "adopt", reason: made }] : []),
    ...(!isMade && deletionPolicy !== "retain" && !containsUnknown(deletionPolicy)
      ? [{ path: "deletionPolicy", reason: kept }]
      : []),
  ];
}

/** @throws UserError, since only a person creates another one */
export function refuseReplacingReal({ id, isReal, replaced, inputs }: Planned): void {
  if (!isReal || replaced.length === 0) return;
  const fields = replaced.map((property) => `field "${property}", value ${JSON.stringify(inputs[property])}`);
  throw new UserError(
    `${replaced.join(", ")}: would replace Application ${id}, and on a real account only a person creates an application (${applications} > Create Application, ${fields.join("; ")}). ` +
      "Declare what it is; for another one give it a name of its own and `adopt` it",
  );
}

/** What of a planned change only a person can carry out. */
export const plannedForPeople = ({ id, state, inputs }: Planned): Notice[] => forPeople(id, state, inputs);

/** Leaves what differs as it is, and says who mends it: the state holds what is observed. */
export function leaveToPeople(
  { reporter }: Session,
  { about, desired }: Change<ApplicationInputs>,
  observed: Observed,
): void {
  const id = String(observed.record.SdkAppId);
  for (const one of forPeople(id, factsOf(observed, desired), desired)) reporter.notice(about, one);
}

function forPeople(id: string, facts: Bag, desired: Bag): Notice[] {
  return Object.entries(desired).flatMap(([property, value]) => {
    const place = placeOf(property);
    if (place === undefined || value === undefined || containsUnknown(value)) return [];
    if (isDeepEqual(facts[property], value)) return [];
    return [needsPerson(property, place, value, `Application ${id}`)];
  });
}

/** What a refresh says of a real application although nothing of it is a change. */
export function remarksOnReal(
  { record, tagsLeft }: Observed,
  _settings: ProviderSettings,
  declared: Bag,
): Remark[] {
  if (record.Executor !== "operator") return [];
  const { SdkAppId, Unasked } = record;
  const isTagged = Object.keys(textMap(declared.tags)).length > 0;
  const unseen = unproven(record, declared);
  return [
    ...(Unasked === null
      ? []
      : [`Application ${SdkAppId} couldn't be asked, and is as it was known before: ${Unasked}`]),
    ...(isTagged && tagsLeft
      ? [remarkOnUnseen(tagsLeft, `Application ${SdkAppId}: whether its tags are`)]
      : []),
    ...(unseen.length === 0
      ? []
      : [
          `Application ${SdkAppId}: nobody has proven or attested ${unseen.join(", ")}, so whether that is as declared isn't known; \`tencentrtc attest\` records what the console shows`,
        ]),
  ];
}
