import { isPaidEdition, type ProductName, products, rtcProducts } from "../../api";

/** The plan of each product face that an application has. */
export type Editions = Partial<Record<ProductName, string>>;

/** The product faces of a row (JSON, as stored). */
export function productsOf(stored: string): ProductName[] {
  const named: unknown = JSON.parse(stored);
  return Array.isArray(named) ? products.filter((product) => named.includes(product)) : [];
}

/** The editions of a row (JSON, as stored). */
export function editionsOf(stored: string): Editions {
  const named: unknown = JSON.parse(stored);
  const editions: Editions = {};
  if (typeof named !== "object" || named === null) return editions;
  for (const product of products) {
    const edition: unknown = Reflect.get(named, product);
    if (typeof edition === "string") editions[product] = edition;
  }
  return editions;
}

/** Chat and RTC Engine begin with a free trial of their own; the other faces have none until one is claimed. */
export const firstEdition = (product: ProductName): string =>
  product === "chat" || product === "rtc-engine" ? "free-trial" : "none";

const ordered = (chosen: ReadonlySet<ProductName>) => products.filter((product) => chosen.has(product));

/** The faces after opening `wanted`, in the order of the catalogue: what is open stays open. */
export const openProducts = (open: readonly ProductName[], wanted: readonly ProductName[]): ProductName[] =>
  ordered(new Set([...open, ...wanted]));

/** The editions after opening products: those that are there stay as they are. */
export const openEditions = (held: Editions, open: readonly ProductName[]): Editions => ({
  ...Object.fromEntries(open.map((product) => [product, firstEdition(product)])),
  ...held,
});

export const impliesRtcService = (open: readonly ProductName[]): boolean =>
  open.some((product) => rtcProducts.includes(product));

/** A paid Chat edition, whether it still runs or not. */
export const hasPaidChat = (editions: Editions): boolean => isPaidEdition(editions.chat);
