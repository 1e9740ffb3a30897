import { html } from "hono/html";
import {
  defaultAdminAccount,
  type PushCertificateRecord,
  type SimulatedApplication,
  tagsPerResource,
} from "../../api";
import { latestActivity } from "../activity";
import {
  button,
  code,
  facts,
  type Html,
  instant,
  nothing,
  owner,
  quoted,
  section,
  table,
} from "../page/elements";
import type { Page } from "../page/layout";
import { allApplications, applicationPath } from "../page/paths";
import type { Visit } from "../session/visit";
import { term, vendor } from "./certificates";
import { basicFacts } from "./fields";
import { applicationOf, certificatesOf, subscriptionsOf, type Tag, tagsOf, webhooksOf } from "./holdings";
import { secretSection } from "./secret";
import { mayEdit, refreshAfter, statusOfApplication, windowOf } from "./status";
import { callPackSection, versionsSection } from "./versions";
import { webhookList } from "./webhooks";

/** Everything that the consoles show of one application. */
export async function applicationPage(visit: Visit, id: string): Promise<Page> {
  const application = await applicationOf(visit, id);
  const { SdkAppId, Name } = application;
  const subscriptions = await subscriptionsOf(visit, application);
  const parts = [
    basics(application, visit),
    secretSection(application, visit),
    versionsSection(application, subscriptions, visit),
    callPackSection(application, subscriptions, visit),
    adminAccounts(application, visit),
    pushCertificates(application, await certificatesOf(visit, SdkAppId), visit),
    tagList(application, await tagsOf(visit, SdkAppId), visit),
    webhookList(application, { webhooks: await webhooksOf(visit, SdkAppId), subscriptions }, visit),
    await latestActivity(visit, SdkAppId),
  ];
  return {
    title: `${Name} (${SdkAppId})`,
    refreshAfter: refreshAfter([application], visit),
    main: html`<p><a href="${allApplications}">All applications</a></p>
<div class="head"><h1>${quoted(Name)}</h1>${verbs(application, visit)}</div>
${standing(application, visit)}
${contents(application)}
${parts}`,
  };
}

/** The page is long, on a phone above all. */
const contents = ({ Products }: SimulatedApplication): Html =>
  html`<nav aria-label="On this page"><ul>${sections
    .filter(([id]) => id !== "call-pack" || Products.includes("chat"))
    .map(([id, title]) => html`<li><a href="#${id}">${title}</a></li>`)}</ul></nav>`;

const sections = [
  ["basics", "Basic information"],
  ["secret", "SDKSecretKey"],
  ["versions", "Versions"],
  ["call-pack", "Call pack"],
  ["admins", "Admin accounts"],
  ["certificates", "Push certificates"],
  ["tags", "Tags"],
  ["webhooks", "Webhooks"],
  ["activity", "Activity"],
] as const;

/** The buttons that the status leaves something to do for. */
function verbs({ SdkAppId, Status }: SimulatedApplication, { mayWrite }: Visit): readonly Html[] {
  if (!mayWrite) return [];
  const to = (errand: string, text: string) => button(applicationPath(SdkAppId, errand), text);
  switch (Status) {
    case "Normal":
      return [to("disable", "Disable application")];
    case "Expired":
      return [to("disable", "Disable application")];
    case "Disabled":
      return [to("enable", "Enable application"), to("delete", "Delete application")];
    default:
      return [];
  }
}

function standing(application: SimulatedApplication, visit: Visit): Html {
  const { Cure } = application;
  return html`<p>${statusOfApplication(application, visit)}</p>
${windowOf(application)}
${Cure && html`<div class="window"><p>To bring it back: ${Cure}.</p></div>`}`;
}

function basics(application: SimulatedApplication, visit: Visit): Html {
  const { SdkAppId } = application;
  const list = facts([
    ["SDKAppID", code(SdkAppId)],
    ...basicFacts(application),
    ["Region of RTC data", application.RtcRegion],
    ["Created", instant(application.CreatedTime)],
    ["Status since", instant(application.StatusSince)],
  ]);
  return section(
    "basics",
    "Basic information",
    list,
    mayEdit(application, visit) ? [button(applicationPath(SdkAppId, "edit"), "Edit")] : [],
  );
}

function adminAccounts(application: SimulatedApplication, visit: Visit): Html {
  const { SdkAppId, AdminAccounts } = application;
  const isEditable = mayEdit(application, visit);
  const remove = (UserId: string) =>
    isEditable && UserId !== defaultAdminAccount
      ? button(applicationPath(SdkAppId, "remove-admin", { UserId }), "Delete", UserId)
      : "";
  const rows = AdminAccounts.map(({ UserId, CreatedTime }) => [
    quoted(UserId),
    instant(CreatedTime),
    remove(UserId),
  ]);
  const caption = `${AdminAccounts.length} of ${visit.account.Settings.AdminAccountsPerApplication}`;
  return section(
    "admins",
    "Admin accounts",
    table(caption, ["UserID", "Added", "Actions"], rows),
    isEditable ? [button(applicationPath(SdkAppId, "add-admin"), "Add admin account")] : [],
  );
}

function pushCertificates(
  application: SimulatedApplication,
  certificates: readonly PushCertificateRecord[],
  visit: Visit,
): Html {
  const { SdkAppId } = application;
  const isEditable = mayEdit(application, visit);
  const to = (errand: string, text: string, id: number) =>
    button(applicationPath(SdkAppId, errand, { CertificateId: String(id) }), text, String(id));
  const rows = certificates.map((certificate) => [
    code(certificate.CertificateId),
    vendor(certificate),
    quoted(certificate.App),
    term(certificate),
    certificate.Owner === null ? nothing : owner(certificate.Owner),
    isEditable
      ? html`${to("edit-certificate", "Edit", certificate.CertificateId)} ${to("remove-certificate", "Delete", certificate.CertificateId)}`
      : "",
  ]);
  const caption = `${certificates.length} of ${visit.account.Settings.PushCertificatesPerApplication}`;
  return section(
    "certificates",
    "Push certificates",
    rows.length === 0
      ? nothing
      : table(caption, ["Certificate ID", "Vendor", "App", "Ends", "Managed by", "Actions"], rows),
    isEditable ? [button(applicationPath(SdkAppId, "vendors"), "Add push certificate")] : [],
  );
}

function tagList(application: SimulatedApplication, tags: readonly Tag[], visit: Visit): Html {
  const { SdkAppId } = application;
  const isEditable = mayEdit(application, visit);
  const to = (errand: string, text: string, TagKey: string) =>
    button(applicationPath(SdkAppId, errand, { TagKey }), text, TagKey);
  const rows = tags.map(({ key, value }) => [
    quoted(key),
    quoted(value),
    isEditable ? html`${to("change-tag", "Change", key)} ${to("remove-tag", "Delete", key)}` : "",
  ]);
  return section(
    "tags",
    "Tags",
    rows.length === 0
      ? nothing
      : table(`${tags.length} of ${tagsPerResource}`, ["Key", "Value", "Actions"], rows),
    isEditable ? [button(applicationPath(SdkAppId, "add-tag"), "Add tag")] : [],
  );
}
