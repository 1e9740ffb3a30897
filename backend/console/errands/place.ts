import { html } from "hono/html";
import type { SimulatedApplication } from "../../api";
import type { Errand } from "../errand";
import { type Html, owner as inWords } from "../page/elements";
import type { Visit } from "../session/visit";

/** The application that an errand is about, and what of it. */
export interface Place {
  readonly application: SimulatedApplication;
  /** From the address: `UserId`, `CertificateId`, `TagKey`, `Product`. */
  readonly about: Readonly<Record<string, string | undefined>>;
}

export type MakeErrand = (visit: Visit, place: Place) => Errand | Promise<Errand>;

/**
 * What a change behind a declaration's back comes to.
 *
 * @param mends what its next run does about it
 */
export const ofDeclaration = (owner: string | null, mends = "puts back what it declares"): Html =>
  owner === null
    ? html``
    : html`<p class="hint">A declaration manages this: ${inWords(owner)}. Its next run reports the change as drift, and ${mends}.</p>`;
