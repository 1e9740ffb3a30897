import { html } from "hono/html";
import { shown } from "./elements";
import { vendorTitles } from "./errands/certificate-fields";
import { applicationOf } from "./holdings";
import type { Page } from "./layout";
import { applicationPath } from "./paths";
import type { Visit } from "./visit";

/** Whose certificate it is to be decides what its form asks for. */
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
