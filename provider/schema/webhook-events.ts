import { productTitles, webhookFamilies, webhookProducts } from "../../backend/api";
import { code, table } from "./page";

/** The events of every product, each with the page of Tencent's that documents it, as Markdown. */
export function webhookEvents(): string {
  const lists = webhookProducts.map(
    (product) => `${productTitles[product]} in ${link(webhookFamilies[product].page)}`,
  );
  const rows = webhookProducts.flatMap((product) =>
    Object.entries(webhookFamilies[product].events).map(([event, page]) => [
      code(product),
      code(event),
      link(page),
    ]),
  );
  return [
    `Tencent lists the events of ${lists.slice(0, -1).join(", of ")} and of ${lists.at(-1)}.`,
    table(["product", "event", "documented in"], rows),
  ].join("\n\n");
}

/** A page by its number: `trtc.io/document/68934`. */
const link = (page: string): string => `[${page.slice(page.lastIndexOf("/") + 1)}](https://${page})`;
