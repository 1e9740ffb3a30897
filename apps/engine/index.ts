/** Runs the Pulumi engine on files of applications. Loaded where it is used, since Pulumi's SDK takes half a second. */
export type { Change } from "./change";
export { type Drift, driftIn } from "./drift";
export { type Handout, type Handouts, handoutsOf } from "./handout";
export { programOf } from "./program";
export { type Listener, type Outcome, run } from "./run";
export type { StateResource } from "./stack-state";
export { type Going, type Told, toldOfEnd } from "./told";
export {
  type OpenStack,
  openForPreview,
  openStack,
  openStackIfAny,
  type Place,
  type StackState,
  stackNames,
  stackStates,
} from "./workspace";
