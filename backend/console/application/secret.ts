import { html } from "hono/html";
import type { SimulatedApplication } from "../../api";
import { button, facts, type Html, quoted, section, shown } from "../page/elements";
import type { Page } from "../page/layout";
import { applicationPath } from "../page/paths";
import type { Visit } from "../session/visit";
import { applicationOf } from "./holdings";
import { mayEdit } from "./status";

/** How the application signs, and the button that shows its key. The key itself isn't on this page. */
export function secretSection(application: SimulatedApplication, visit: Visit): Html {
  const { SdkAppId, SignatureAlgorithm } = application;
  const display = html`<form method="post" action="${applicationPath(SdkAppId, "secret")}"><input type="hidden" name="FormToken" value="${visit.session.formToken}"><button>Display key</button></form>`;
  const upgrade =
    SignatureAlgorithm === "ECDSA-SHA256" && mayEdit(application, visit)
      ? [button(applicationPath(SdkAppId, "upgrade-key"), "Upgrade to HMAC-SHA256")]
      : [];
  return section(
    "secret",
    "SDKSecretKey",
    facts([["Signature algorithm", SignatureAlgorithm]]),
    visit.mayWrite ? [display, ...upgrade] : [],
  );
}

/** The keys of an application, for whoever pressed the button just now. */
export async function secretPage(visit: Visit, id: string): Promise<Page> {
  const application = await applicationOf(visit, id, true);
  const { SdkAppId, Name, SecretKey, PublicKey, PrivateKey, SecretsFault } = application;
  const key = (title: string, text: string | undefined) =>
    text !== undefined && html`<h2>${title}</h2><code class="key">${text}</code>`;
  return {
    title: `SDKSecretKey of ${Name}`,
    main: html`<h1>SDKSecretKey of ${quoted(Name)}</h1>
<section aria-label="Keys"><p>Keep it safe: whoever has it can sign in any user of ${SdkAppId}. Reloading or leaving the page takes it away.</p>
${SecretsFault !== undefined && html`<div class="problem"><p>${shown(SecretsFault)}</p></div>`}
${key("Secret key", SecretKey)}${key("Public key", PublicKey)}${key("Private key", PrivateKey)}
<p><a href="${applicationPath(SdkAppId)}">Back to the application</a></p></section>`,
  };
}
