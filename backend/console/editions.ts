import { html } from "hono/html";
import { type ApplicationRecord, productTitles } from "../api";
import { day, type Html } from "./elements";

const titles: Readonly<Record<string, string>> = {
  "free-trial": "Free Trial",
  lite: "Lite",
  standard: "Standard",
  pro: "Pro",
  "pro-plus": "Pro Plus",
  enterprise: "Enterprise",
  "1-to-1-call": "1-to-1 Call",
  "group-call": "Group Call",
  none: "no version yet",
};

/** An edition as the consoles write it. */
export const editionTitle = (edition: string): string => titles[edition] ?? edition;

/** Each product of an application with its edition. */
export const productsAndEditions = ({ ProductStatus }: ApplicationRecord): Html =>
  html`<ul>${ProductStatus.map(
    ({ Product, Edition, ExpireTime }) =>
      html`<li>${productTitles[Product]} <span class="faint">${editionTitle(Edition)}${ExpireTime && html`, until ${day(ExpireTime)}`}</span></li>`,
  )}</ul>`;
