import { html } from "hono/html";
import { type ApplicationRecord, editionTitles, productTitles } from "../api";
import { day, type Html } from "./elements";

const titles: Readonly<Record<string, string>> = { ...editionTitles, none: "no version yet" };

/** An edition as the consoles write it. */
export const editionTitle = (edition: string): string => titles[edition] ?? edition;

/** Each product of an application with its edition. */
export const productsAndEditions = ({ ProductStatus }: ApplicationRecord): Html =>
  html`<ul>${ProductStatus.map(
    ({ Product, Edition, ExpireTime }) =>
      html`<li>${productTitles[Product]} <span class="faint">${editionTitle(Edition)}${ExpireTime && html`, until ${day(ExpireTime)}`}</span></li>`,
  )}</ul>`;
