import type { Action } from "./action";
import * as modules from "./modules";

type Modules = typeof modules;
type Actions = {
  readonly [Name in keyof Modules as Modules[Name] extends Action & { readonly name: Name }
    ? Name
    : never]: Modules[Name];
};

/** Every action by its name; whatever else the modules export is left out. Names are unique over all services, so that `X-TC-Action` alone finds one. */
export const actions = actionsAmong(modules);

export type ActionName = keyof Actions;

/** Whether `name`, which may come from outside, names an action. */
export const isActionName = (name: string): name is ActionName => Object.hasOwn(actions, name);

function actionsAmong(exported: Modules): Actions;
function actionsAmong(exported: object): object {
  return Object.fromEntries(
    Object.entries(exported)
      .filter(([name, value]) => value?.name === name && "access" in value)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  );
}
