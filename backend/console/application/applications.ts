import { html } from "hono/html";
import {
  DescribeTrials,
  ownerInWords,
  type PushCertificateRecord,
  type SimulatedApplication,
  statuses,
  tagsPerResource,
} from "../../api";
import {
  badge,
  button,
  code,
  day,
  facts,
  type Html,
  list,
  nothing,
  owner,
  quoted,
  section,
  table,
} from "../page/elements";
import { type Field, fieldset } from "../page/form";
import type { Page } from "../page/layout";
import { allApplications, applicationPath } from "../page/paths";
import type { Visit } from "../session/visit";
import { productsAndEditions } from "./editions";
import { certificatesOf, everyApplication, everyTag, type Tag } from "./holdings";
import { refreshAfter, statusOfApplication } from "./status";

/** Applications on one page of the list. */
const perPage = 25;

/** What the list is narrowed to; empty where it isn't. */
interface Filter {
  readonly name: string;
  readonly tag: string;
  readonly status: string;
  readonly sort: Order;
}

/** Orders of the list; equal applications stand the older first. */
const orders = {
  id: "SDKAppID",
  name: "Name",
  region: "Region",
  status: "Status",
  owner: "Managed by",
} as const;
type Order = keyof typeof orders;
const isOrder = (text: string | undefined): text is Order =>
  text !== undefined && Object.hasOwn(orders, text);

const sortedBy: Readonly<Record<Order, (application: SimulatedApplication) => string>> = {
  id: ({ SdkAppId }) => String(SdkAppId).padStart(10, "0"),
  name: ({ Name }) => Name.toLowerCase(),
  region: ({ Region }) => Region,
  status: ({ Status }) => String(statuses.indexOf(Status)),
  owner: ({ Owner }) => (Owner === null ? "" : ownerInWords(Owner)),
};

function sorted(applications: readonly SimulatedApplication[], order: Order): SimulatedApplication[] {
  const text = sortedBy[order];
  return [...applications].sort((one, other) => {
    const [a, b] = [text(one), text(other)];
    return a === b ? one.SdkAppId - other.SdkAppId : a < b ? -1 : 1;
  });
}

type Query = Readonly<Record<string, string | undefined>>;

export async function applicationsPage(visit: Visit, query: Query): Promise<Page> {
  const filter: Filter = {
    name: query.name?.trim() ?? "",
    tag: query.tag?.trim() ?? "",
    status: query.status ?? "",
    sort: isOrder(query.sort) ? query.sort : "id",
  };
  const all = await everyApplication(visit);
  const tags = await everyTag(visit);
  const found = sorted(
    all.filter((application) => matches(filter, application, tags.get(application.SdkAppId) ?? [])),
    filter.sort,
  );
  const pages = Math.max(1, Math.ceil(found.length / perPage));
  const page = Math.min(pages, Math.max(1, Math.trunc(Number(query.page)) || 1));
  const shownHere = found.slice((page - 1) * perPage, page * perPage);
  return {
    title: "Applications",
    room: allApplications,
    refreshAfter: refreshAfter(shownHere, visit),
    main: html`<div class="head"><h1>Applications</h1>${visit.mayWrite && button(`${allApplications}/new`, "Create application")}</div>
${faults(visit)}
<section aria-label="List of applications">
${filterForm(filter)}
${await applicationTable(shownHere, tags, visit, `${found.length} of ${all.length} applications`)}
${pages > 1 && paging(filter, page, pages)}
</section>
${await quotas(visit)}`,
  };
}

/** Whether an application matches: part of the name or SDKAppID, `key` or `key=value` of a tag, and the exact status. */
function matches(
  { name, tag, status }: Filter,
  application: SimulatedApplication,
  tags: readonly Tag[],
): boolean {
  const texts = [application.Name, String(application.SdkAppId)];
  const hasName = texts.some((text) => text.toLowerCase().includes(name.toLowerCase()));
  const hasTag = tag === "" || tags.some(({ key, value }) => tag === key || tag === `${key}=${value}`);
  return hasName && hasTag && (status === "" || application.Status === status);
}

function filterForm({ name, tag, status, sort }: Filter): Html {
  const fields: readonly Field[] = [
    { kind: "text", name: "name", label: "Name or SDKAppID", value: name },
    { kind: "text", name: "tag", label: "Tag (key or key=value)", value: tag },
    {
      kind: "choice",
      name: "status",
      label: "Status",
      value: status,
      options: [{ value: "", text: "any" }, ...statuses.map((value) => ({ value, text: value }))],
    },
    {
      kind: "choice",
      name: "sort",
      label: "Sorted by",
      value: sort,
      options: Object.entries(orders).map(([value, text]) => ({ value, text })),
    },
  ];
  return html`<form role="search" class="filter">${fieldset(fields, undefined, undefined)}<button>Search</button></form>`;
}

async function applicationTable(
  applications: readonly SimulatedApplication[],
  tags: ReadonlyMap<number, readonly Tag[]>,
  visit: Visit,
  caption: string,
): Promise<Html> {
  const certificates = await certificatesOf(visit);
  const rows = applications.map((application) => {
    const { SdkAppId, Name, Owner } = application;
    return [
      html`<a href="${applicationPath(SdkAppId)}">${quoted(Name)}</a>`,
      code(SdkAppId),
      statusOfApplication(application, visit),
      application.Region,
      productsAndEditions(application, visit),
      certificatesInShort(certificates.filter((one) => one.SdkAppId === SdkAppId)),
      list((tags.get(SdkAppId) ?? []).map(({ key, value }) => html`${quoted(key)}=${quoted(value)}`)),
      Owner === null ? nothing : owner(Owner),
    ];
  });
  return table(
    caption,
    [
      "Name",
      "SDKAppID",
      "Status",
      "Region",
      "Products and versions",
      "Push certificates",
      "Tags",
      "Managed by",
    ],
    rows,
  );
}

/** How many there are, and which ends first. */
function certificatesInShort(certificates: readonly PushCertificateRecord[]): Html {
  const [first] = certificates;
  if (!first) return list([]);
  if (first.NotAfter === null) return html`${certificates.length}`;
  return html`${certificates.length}, ${first.Expired ? html`${badge("expired", "bad")} ` : "ends "}${day(first.NotAfter)}`;
}

async function quotas(visit: Visit): Promise<Html> {
  const { Applications, Settings } = visit.account;
  const { Account } = await visit.ask(DescribeTrials, {});
  const used = facts([
    ["Applications of the account", `${Applications} of ${Settings.ApplicationsPerAccount}`],
    ["Trials claimed", `${Account.Claimed} of ${Account.Limit}`],
  ]);
  const limits = facts([
    ["Admin accounts", Settings.AdminAccountsPerApplication],
    ["Push certificates", Settings.PushCertificatesPerApplication],
    ["Tags", tagsPerResource],
    ["Trials", Settings.TrialsPerApplication],
  ]);
  return html`${section("quotas", "Used of the quotas", used)}${section("limits", "At most on one application", limits)}`;
}

/** What somebody wants to see go wrong must not look like a failure of the backend's. */
function faults({ faults: active }: Visit): Html {
  if (active.length === 0) return html``;
  const words = active.map(
    ({ Kind, Action, Times, Share, Milliseconds }) =>
      html`${code(Kind)}${Action && html` of ${code(Action)}`}${Milliseconds > 0 && `, ${Milliseconds} ms`}${Times && `, the first ${Times} times`}${Share < 1 && `, ${Math.round(Share * 100)} % of requests`}`,
  );
  return html`<div class="window" role="note"><p><strong>Faults are switched on.</strong> Requests of programs go wrong on purpose:</p>${list(words)}</div>`;
}

function paging(filter: Filter, page: number, pages: number): Html {
  const to = (number: number) => `?${new URLSearchParams({ ...filter, page: String(number) })}`;
  return html`<nav aria-label="Pages" class="actions">${page > 1 && html`<a rel="prev" href="${to(page - 1)}">Previous page</a>`}<span>Page ${page} of ${pages}</span>${page < pages && html`<a rel="next" href="${to(page + 1)}">Next page</a>`}</nav>`;
}
