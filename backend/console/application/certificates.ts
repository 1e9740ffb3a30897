import { html } from "hono/html";
import type { PushCertificateRecord } from "../../api";
import { badge, type Cell, code, day, type Html, leavingBadge, quoted, table } from "../page/elements";
import type { Page } from "../page/layout";
import { allCertificates, applicationPath } from "../page/paths";
import type { Visit } from "../session/visit";
import { certificatesOf, everyApplication } from "./holdings";

/** Days before the end from which a certificate stands out. */
const soon = 30;

/** Every push certificate of the account, those first that end first. */
export async function certificatesPage(visit: Visit): Promise<Page> {
  const applications = await everyApplication(visit);
  const names = new Map(applications.map(({ SdkAppId, Name }) => [SdkAppId, Name]));
  const rows = (await certificatesOf(visit)).map((certificate): Cell[] => {
    const { SdkAppId, CertificateId } = certificate;
    return [
      code(CertificateId),
      html`<a href="${applicationPath(SdkAppId)}">${quoted(names.get(SdkAppId) ?? "")}</a>`,
      code(SdkAppId),
      vendor(certificate),
      quoted(certificate.App),
      term(certificate),
    ];
  });
  return {
    title: "Push certificates",
    room: allCertificates,
    main: html`<h1>Push certificates</h1>
<section aria-label="List of push certificates">${table("Those first that end first", ["Certificate ID", "Application", "SDKAppID", "Vendor", "App", "Ends"], rows)}</section>`,
  };
}

export const vendor = ({ Platform }: PushCertificateRecord): string =>
  "Environment" in Platform ? `${Platform.Vendor}, ${Platform.Environment}` : Platform.Vendor;

/** Until when it is good; keys and secrets have no term. */
export function term(certificate: PushCertificateRecord): Html {
  return html`${ending(certificate)}${leavingBadge(certificate)}`;
}

function ending({ NotAfter, DaysLeft, Expired }: PushCertificateRecord): Html {
  if (NotAfter === null || DaysLeft === null) return html`never`;
  if (Expired) return html`${badge("expired", "bad")} ${day(NotAfter)}`;
  const left = `${DaysLeft} days left`;
  return html`${day(NotAfter)} ${DaysLeft < soon ? badge(left, "busy") : html`<span class="faint">${left}</span>`}`;
}
