import { html } from "hono/html";
import { applicationOf } from "./application/holdings";
import { vendorTitles } from "./errands/certificate-fields";
import { shown } from "./page/elements";
import type { Page } from "./page/layout";
import { applicationPath } from "./page/paths";
import type { Visit } from "./session/visit";

/** Page that asks for the vendor of a new push certificate: it decides which form follows. */
export async function vendorsPage(visit: Visit, id: string): Promise<Page> {
  const { SdkAppId, Name } = await applicationOf(visit, id);
  const title = `Add a push certificate to ${Name}`;
  return {
    title,
    main: html`<h1>${shown(title)}</h1>
<section aria-label="Vendors"><ul>${Object.entries(vendorTitles).map(
      ([Vendor, text]) =>
        html`<li><a href="${applicationPath(SdkAppId, "add-certificate", { Vendor })}">${text}</a></li>`,
    )}</ul></section>
<p><a href="${applicationPath(SdkAppId)}">Cancel</a></p>`,
  };
}
