import { ClaimSubscription, productTitles, type SubscriptionRecord } from "../../../backend/api";
import type { Bag, Failure } from "../../../ground/bag";
import { UserError } from "../../../ground/errors";
import type { Change, Claimable, Session } from "../../lifecycle/kind";
import { type DeclarationParts, stackPrefix } from "../../lifecycle/run/declaration";
import { holdClaim, takeOver } from "../../lifecycle/taking/claim";
import { printSubscriptionId } from "./id";
import { isFree, type Wanted } from "./plan";
import type { SubscriptionInputs } from "./properties";

/** Whether a new declaration goes on with a package, begins anew after it, or must leave it alone. */
export type Standing = "ours" | "free" | Failure;

/**
 * What a package is to a new declaration. One that another declaration of the same stack manages is ours: a renamed
 * resource is made under its new name before it is deleted under the old one, and must neither buy again nor stop
 * what runs.
 */
export function standing(
  record: SubscriptionRecord,
  wanted: Wanted,
  { adopt, takeOver }: Bag,
  declaration: DeclarationParts,
): Standing {
  const { Owner, SdkAppId, Product } = record;
  if (Owner?.startsWith(stackPrefix(declaration))) return "ours";
  const title = `${productTitles[Product]} package "${record.Edition}"`;
  if (Owner !== null && takeOver !== true) {
    const reason = `can't be taken: "${Owner}" manages the ${title} on Application ${SdkAppId} (OperationDenied.ManagedElsewhere). Destroy that declaration first, or take the package from it with adopt: true and takeOver: true`;
    return { path: "product", reason };
  }
  if (adopt === true) return "ours";
  if (isFree(wanted, record)) return "free";
  const reason = `runs already on Application ${SdkAppId}: a ${title} until ${record.ExpireTime}, bought elsewhere (ResourceInUse.Subscription); adopt: true takes it over and buys nothing for it`;
  return { path: "product", reason };
}

/** A package as what one declaration manages at a time. */
export const claimable = (session: Session, record: SubscriptionRecord): Claimable => ({
  id: printSubscriptionId(record),
  title: `the ${productTitles[record.Product]} package "${record.Edition}" on Application ${record.SdkAppId}`,
  takeBack: "adopt: true and takeOver: true",
  letGo: "Destroy that declaration first",
  Owner: record.Owner,
  ClaimDigest: record.ClaimDigest,
  isLeaving: typeof record.LeavingSince === "string",
  take(holder) {
    const { SdkAppId, Product } = record;
    return session.client.call(ClaimSubscription, { SdkAppId, Product, ...holder });
  },
});

/** Makes this declaration the one that manages the package; false where there is none for it to go on with. */
export async function holdSubscription(
  session: Session,
  change: Change<SubscriptionInputs>,
  wanted: Wanted,
  record: SubscriptionRecord | undefined,
): Promise<boolean> {
  if (!record) return false;
  const thing = claimable(session, record);
  if (change.current) {
    await holdClaim(change, thing);
    return true;
  }
  const found = standing(record, wanted, change.desired, change.declaration);
  if (typeof found === "object") throw new UserError(`${found.path} ${found.reason}`);
  if (found === "free") return false;
  await takeOver(session, change, thing, { TakeOver: true, andThen: "; it wasn't bought again" });
  return true;
}
