import { html } from "hono/html";
import { editionTitles, productTitles, type SimulatedApplication } from "../../api";
import { day, type Html } from "../page/elements";
import type { Visit } from "../session/visit";
import { reasonOf } from "./status";

const titles: Readonly<Record<string, string>> = { ...editionTitles, none: "no version yet" };

/** An edition as the consoles write it. */
export const editionTitle = (edition: string): string => titles[edition] ?? edition;

/** Each product of an application with its edition, and its end: a date to come says nothing of what was given back. */
export function productsAndEditions(application: SimulatedApplication, visit: Visit): Html {
  const isRefunded = reasonOf(application, visit) === "refund";
  return html`<ul>${application.ProductStatus.map(({ Product, Edition, ExpireTime }) => {
    const end = isRefunded && Product === "chat" ? "refunded" : ExpireTime && html`until ${day(ExpireTime)}`;
    return html`<li>${productTitles[Product]} <span class="faint">${editionTitle(Edition)}${end && html`, ${end}`}</span></li>`;
  })}</ul>`;
}
