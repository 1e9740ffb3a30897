import * as account from "./account/account";
import type { Action } from "./action";
import * as activity from "./activity";
import * as adminAccount from "./admin-account";
import * as application from "./application/application";
import * as cim from "./cim";
import * as faults from "./faults";
import * as pushCertificate from "./push-certificate/push-certificate";
import * as room from "./room/room";
import * as subscription from "./subscription";
import * as tagLists from "./tag/lists";
import * as oneTag from "./tag/one";
import * as project from "./tag/project";
import * as tagSearch from "./tag/search";
import * as tag from "./tag/tag";
import * as userSig from "./user-sig";

/** The modules with actions. Each exports an action under its own name; whatever else it exports is left out. */
const modules = {
  ...account,
  ...activity,
  ...adminAccount,
  ...application,
  ...cim,
  ...faults,
  ...oneTag,
  ...project,
  ...pushCertificate,
  ...room,
  ...subscription,
  ...tag,
  ...tagLists,
  ...tagSearch,
  ...userSig,
};

type Modules = typeof modules;
type Actions = {
  readonly [Name in keyof Modules as Modules[Name] extends Action & { readonly name: Name }
    ? Name
    : never]: Modules[Name];
};

/** Every action by its name. Names are unique over all services, so that `X-TC-Action` alone finds one. */
export const actions = actionsAmong(modules);

export type ActionName = keyof Actions;

/** Whether `name`, which may come from outside, names an action. */
export const isActionName = (name: string): name is ActionName => Object.hasOwn(actions, name);

function actionsAmong(exported: Modules): Actions;
function actionsAmong(exported: object): object {
  return Object.fromEntries(
    Object.entries(exported).filter(([name, value]) => value?.name === name && "access" in value),
  );
}
