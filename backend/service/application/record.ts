import { remembered } from "../../../ground/remembered";
import type { ProductName, Settings, SimulatedApplication, SubscriptionProduct } from "../../api";
import { cures } from "../../rules/application/cures";
import { type Deletable, deletableBySupportOnly } from "../../rules/application/deletion";
import { faceStatuses, type PackagesRun } from "../../rules/application/face-status";
import { factsIn } from "../../rules/application/fields";
import { type Editions, editionsOf, productsOf } from "../../rules/application/products";
import { hindrance } from "../../rules/application/status";
import { isTrial, runs, settleSubscription } from "../../rules/subscription/subscriptions";
import type { ApplicationRow, Sealer, SubscriptionRow } from "../../store";

/** RTC data is in Singapore by default, whatever the region of the Chat data (RTC console, "Deployment Region"). */
const rtcRegion = "singapore";

export const instant = remembered((milliseconds: number): string => new Date(milliseconds).toISOString());
const instantOrNull = (milliseconds: number | null) => (milliseconds === null ? null : instant(milliseconds));

export type AdminAccounts = SimulatedApplication["AdminAccounts"];
export type Leaving = NonNullable<SimulatedApplication["Leaving"]>;

interface RecordSource {
  /** Settled: as it is now. */
  readonly application: ApplicationRow;
  readonly adminAccounts: AdminAccounts;
  readonly subscriptions: readonly SubscriptionRow[];
  /** Push certificates that are to go with it. */
  readonly leaving: Leaving;
  readonly now: number;
  readonly settings: Settings;
  /** What the caller gets where it asked for secrets. */
  readonly secrets: SecretsOf | undefined;
}

/** The secrets of an application, as an answer has them. */
export type SecretsOf = (application: ApplicationRow) => Partial<SimulatedApplication>;

/** Since when the account owes for an application; null when it doesn't. */
export const arrearsSince = (application: ApplicationRow): number | null =>
  application.billing_event === "arrears" ? application.billing_event_at : null;

/** What the consoles show of an application. */
export function recordOf(source: RecordSource): SimulatedApplication {
  const { application, now, settings } = source;
  const open = productsOf(application.products);
  const settled = settledPackages(source);
  const packages = packagesInForce(settled, now);
  const editions = { ...editionsOf(application.editions), ...editionsIn(packages) };
  const packagesRun = new Map(settled.map((row) => [row.product, runs(row, now)]));
  const reason = hindrance(application, now, settings);
  const stopped = application.status === "Disabled" || application.status === "Expired";
  return {
    SdkAppId: application.sdk_app_id,
    ...factsIn(application),
    RtcRegion: rtcRegion,
    Products: open,
    Status: application.status,
    StatusSince: instant(application.status_since),
    StatusUntil: instantOrNull(application.status_until),
    DisabledReason: application.status === "Disabled" ? application.disabled_reason : null,
    Cure: stopped && reason !== null ? cures[reason] : null,
    ProductStatus: productStatus(application, open, editions, packages, packagesRun),
    DeletableBySupportOnly: deletableBySupportOnly(deletableOf(source), settings),
    CreatedTime: instant(application.created_at),
    ExpireTime: instantOrNull(packages.get("chat")?.ends_at ?? application.expires_at),
    ClaimDigest: application.claim_hash,
    Executor: "clock",
    AdminAccounts: source.adminAccounts,
    Leaving: [...source.leaving, ...source.subscriptions.flatMap(leavingPackage)],
    ...source.secrets?.(application),
  };
}

const leavingPackage = ({ sdk_app_id, product, leaving_at }: SubscriptionRow): Leaving =>
  leaving_at === null
    ? []
    : [{ Noun: "Subscription", Id: `${sdk_app_id}/${product}`, Since: instant(leaving_at) }];

/** What decides who deletes the application. */
export function deletableOf(source: PackageSource): Deletable {
  const { application } = source;
  const packages = packagesInForce(settledPackages(source), source.now);
  const callPack = packages.get("call-pack");
  return {
    editions: { ...editionsOf(application.editions), ...editionsIn(packages) },
    rtcService: application.rtc_service === 1,
    callPack: callPack !== undefined && !isTrial(callPack),
  };
}

const isPaidChat = (row: SubscriptionRow): boolean => row.product === "chat" && !isTrial(row);

/** Packages that decide a face's edition. A paid one of Chat does so even when it has ended. */
type Packages = ReadonlyMap<SubscriptionProduct, SubscriptionRow>;

type PackageSource = Pick<RecordSource, "application" | "subscriptions" | "now">;

const settledPackages = ({ application, subscriptions, now }: PackageSource): SubscriptionRow[] =>
  subscriptions.map((row) => settleSubscription(row, now, arrearsSince(application)));

const packagesInForce = (settled: readonly SubscriptionRow[], now: number): Packages =>
  new Map(settled.filter((row) => isPaidChat(row) || runs(row, now)).map((row) => [row.product, row]));

function productStatus(
  application: ApplicationRow,
  open: readonly ProductName[],
  editions: Editions,
  packages: Packages,
  packagesRun: PackagesRun,
): SimulatedApplication["ProductStatus"] {
  const { status, rtc_service, expires_at } = application;
  return faceStatuses(status, open, editions, rtc_service === 1, packagesRun).map((face) => ({
    Product: face.product,
    Status: face.status,
    ...(face.basicService && { BasicService: face.basicService }),
    ...(face.valueAddedService && { ValueAddedService: face.valueAddedService }),
    Edition: face.edition,
    ExpireTime: instantOrNull(
      packages.get(face.product)?.ends_at ??
        (face.edition === "none" || packages.has("chat") ? null : expires_at),
    ),
  }));
}

const editionsIn = (packages: Packages): Editions =>
  Object.fromEntries([...packages].map(([product, { edition }]) => [product, edition]));

/** Where a secret of an application stands. */
export const secretPlace = (sdkAppId: number, column: "secret_key" | "private_key") => ({
  table: "applications",
  row: String(sdkAppId),
  column,
});

/** What checks the application's UserSigs. @throws BackendError when its secret doesn't open. */
export const verifyingKeysOf = (
  { sdk_app_id: id, secret_key, public_key }: ApplicationRow,
  sealer: Sealer,
) => ({
  secretKey: secret_key === null ? undefined : sealer.open(secretPlace(id, "secret_key"), secret_key),
  publicKey: public_key ?? undefined,
});
