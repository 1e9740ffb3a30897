import { type ActionName, actions } from "../api";
import * as account from "./account/account";
import * as activity from "./activity";
import * as adminAccount from "./admin-account";
import * as application from "./application/application";
import * as applicationCreation from "./application/creation";
import * as applicationStatus from "./application/status";
import * as applicationClaim from "./application-claim";
import * as cim from "./cim";
import * as faults from "./faults";
import * as pushCertificateClaim from "./push-certificate/claim";
import * as pushCertificateCreation from "./push-certificate/creation";
import * as pushCertificate from "./push-certificate/push-certificate";
import * as room from "./room";
import type { Handler } from "./scope";
import * as simulate from "./simulate/simulate";
import * as simulateSubscription from "./simulate/subscription";
import * as subscriptionClaim from "./subscription/claim";
import * as subscriptionOrder from "./subscription/order";
import * as subscription from "./subscription/subscription";
import * as tagLists from "./tag/lists";
import * as resourceTagLists from "./tag/lists-of-resource";
import * as resourceTag from "./tag/of-resource";
import * as oneTag from "./tag/one";
import * as project from "./tag/project";
import * as tagSearch from "./tag/search";
import * as tag from "./tag/tag";
import * as userSig from "./user-sig";

type Handlers = { readonly [Name in ActionName]: Handler<(typeof actions)[Name]> };
type Exported = { readonly [Name in ActionName as Uncapitalize<Name>]: Handlers[Name] };

/** The modules with handlers. Each exports a handler under its action's name in camel case; a missing one doesn't compile. */
const exported: Exported = {
  ...account,
  ...activity,
  ...adminAccount,
  ...application,
  ...applicationCreation,
  ...applicationStatus,
  ...cim,
  ...applicationClaim,
  ...faults,
  ...oneTag,
  ...project,
  ...pushCertificate,
  ...pushCertificateClaim,
  ...pushCertificateCreation,
  ...resourceTag,
  ...resourceTagLists,
  ...room,
  ...simulate,
  ...simulateSubscription,
  ...subscription,
  ...subscriptionClaim,
  ...subscriptionOrder,
  ...tag,
  ...tagLists,
  ...tagSearch,
  ...userSig,
};

/** Who answers what. */
export const handlers: Handlers = byAction(exported);

function byAction(exported: Exported): Handlers;
function byAction(exported: object): object {
  return Object.fromEntries(
    Object.keys(actions).map((name) => [
      name,
      Reflect.get(
        exported,
        name.replace(/^./, (first) => first.toLowerCase()),
      ),
    ]),
  );
}
