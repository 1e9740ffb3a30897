import { productTitles, type WebhookProduct } from "../api";

/** Milliseconds after which a change that isn't shown counts as not there: Tencent should show it after two minutes (1047/34520). */
export const visibleWithin = 120_000;

/** The last change of a webhook that was asked for here, as far as it decides what a look at it means. */
export interface Deed {
  /** `asked`: no answer is known; `answered`: yes, and no look has shown it yet. */
  readonly stage: "none" | "asked" | "answered" | "shown";
  /** When it was asked for, in milliseconds since 1970. */
  readonly at: number;
  /** What it puts there; null where it deletes. */
  readonly revision: string | null;
  readonly owner: string | null;
  /** What was there before, and who had set it; null of nothing. */
  readonly earlier: readonly (string | null)[];
  readonly earlierOwner: string | null;
}

/** Whether a change that was answered may not be shown yet: then what was there before is no drift. */
const isPending = ({ stage, at }: Deed, now: number): boolean =>
  stage === "answered" && now - at < visibleWithin;

/** Whether a look shows what was there before a change that Tencent has answered and may not show yet. */
export const isBehind = (deed: Deed, found: string | null, now: number): boolean =>
  isPending(deed, now) && found !== deed.revision && deed.earlier.includes(found);

/** Who has set what a look found. */
export function ownerOf(deed: Deed, found: string): string | null {
  if (deed.stage !== "none" && found === deed.revision) return deed.owner;
  return deed.stage === "asked" && deed.earlier.includes(found) ? deed.earlierOwner : null;
}

/**
 * When a creation may be sent that was asked for before and has no answer: until then it may be there without being
 * shown. Undefined where it may be sent now.
 */
export function mayCreateFrom(deed: Deed, found: string | null, now: number): number | undefined {
  const isOpen =
    found === null && deed.stage === "asked" && deed.revision !== null && deed.earlier.includes(null);
  const from = deed.at + visibleWithin;
  return isOpen && now < from ? from : undefined;
}

const name = (product: WebhookProduct): string => `the webhook of ${productTitles[product]}`;

/** What is to be known of a webhook that isn't as it was set here; undefined where nothing is. */
export function remarkOn(
  deed: Deed,
  found: string | null,
  product: WebhookProduct,
  now: number,
): string | undefined {
  if (deed.stage === "none" || found === deed.revision) return undefined;
  if (isBehind(deed, found, now)) {
    return `${name(product)} was changed ${Math.round((now - deed.at) / 1_000)} s ago, and Tencent still shows what was there before: it may take two minutes, and counts as drift then`;
  }
  if (deed.stage !== "asked" && deed.revision !== null && found !== null && deed.earlier.includes(found)) {
    return `what ${name(product)} was before keeps coming back: a program that sets it at its start is the usual cause; let it stop that, or adopt what it sets`;
  }
  return undefined;
}
