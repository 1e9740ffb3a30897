import type { ApplicationStatus, ProductName, SubscriptionProduct } from "../../api";
import { type Editions, firstEdition, impliesRtcService, openProducts } from "./products";

type ServiceStatus = "Normal" | "Disabled";

/** Whether each product's latest package, or trial, still runs; what never had one is missing. */
export type PackagesRun = ReadonlyMap<SubscriptionProduct, boolean>;

interface FaceStatus {
  readonly product: ProductName;
  readonly status: ServiceStatus;
  /** RTC faces only. */
  readonly basicService?: ServiceStatus;
  readonly valueAddedService?: ServiceStatus;
  readonly edition: string;
}

/** The packages that bring a face's value-added services, any of which is enough. The call pack is Chat's own way to calls. */
const packagesOf: Readonly<Record<Exclude<ProductName, "chat">, readonly SubscriptionProduct[]>> = {
  call: ["call", "call-pack"],
  conference: ["conference"],
  live: ["live"],
  "rtc-engine": ["rtc-engine", "call-pack"],
};

/** Whether RTC serves: a change takes effect at the end of its window, and only Chat's package makes it Expired. */
export const servesIn = (status: ApplicationStatus): boolean =>
  status === "Normal" || status === "Disabling" || status === "Expired";

/**
 * The status of each product face, by one rule per product (the table in docs/rules.md, section 1.4):
 * - all rest while the application does: a change takes effect at the end of its window;
 * - Chat's rests also while the application is Expired, which only Chat's own package makes it;
 * - the basic services of RTC need no package;
 * - the value-added ones follow the packages of their own product. Without any RTC Engine has its Free Trial, which
 *   doesn't end; Call, Conference and Live have none until one is claimed or bought.
 */
export function faceStatuses(
  status: ApplicationStatus,
  open: readonly ProductName[],
  editions: Editions,
  rtcService: boolean,
  packages: PackagesRun,
): FaceStatus[] {
  const serves = servesIn(status);
  const shown = rtcService && !impliesRtcService(open) ? openProducts(open, ["rtc-engine"]) : open;
  return shown.map((product) => {
    const edition = editions[product] ?? firstEdition(product);
    if (product === "chat") return { product, status: asStatus(serves && status !== "Expired"), edition };
    const had = packagesOf[product].flatMap((name) => packages.get(name) ?? []);
    const hasValueAdded = had.length > 0 ? had.includes(true) : edition !== "none";
    const basic = asStatus(serves);
    const valueAddedService = asStatus(serves && hasValueAdded);
    return { product, status: basic, basicService: basic, valueAddedService, edition };
  });
}

const asStatus = (isNormal: boolean): ServiceStatus => (isNormal ? "Normal" : "Disabled");
