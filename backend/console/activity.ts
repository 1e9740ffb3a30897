import { html } from "hono/html";
import { type ActivityRecord, type ActorKind, actorKinds, DescribeActivities } from "../api";
import {
  type Cell,
  code,
  type Html,
  instant,
  keyPair,
  nothing,
  owner,
  quoted,
  section,
  table,
} from "./page/elements";
import { type Field, fieldset } from "./page/form";
import type { Page } from "./page/layout";
import { allActivity, applicationPath } from "./page/paths";
import type { Visit } from "./session/visit";

/** Entries on one page of the log, and on an application's own page. */
const perPage = 25;
const latest = 5;

const kinds: Readonly<Record<ActorKind, string>> = {
  provider: "Pulumi",
  console: "Console",
  cli: "Command line",
  api: "Program",
  admin: "Operator",
};

type Query = Readonly<Record<string, string | undefined>>;

/** Who changed what, the newest first. */
export async function activityPage(visit: Visit, { app, actor, page }: Query): Promise<Page> {
  const filter = { app: app?.trim() ?? "", actor: actorKinds.find((kind) => kind === actor) };
  const { Activities, PaginationToken } = await visit.submit(DescribeActivities, {
    // What is no number is judged by the contract.
    SdkAppId: filter.app === "" ? undefined : Number(filter.app),
    Actor: filter.actor,
    PaginationToken: page,
    MaxResults: perPage,
  });
  const older = new URLSearchParams({ ...filter, actor: filter.actor ?? "", page: PaginationToken });
  return {
    title: "Activity",
    room: allActivity,
    main: html`<h1>Activity</h1>
<section aria-label="List of changes">
${filterForm(filter)}
${table(
  "Changes, the newest first",
  [...headings, "Application", "RequestId"],
  Activities.map((one) => [...cells(one), application(one), code(one.RequestId)]),
)}
${PaginationToken && html`<nav aria-label="Pages"><a rel="next" href="?${older}">Older changes</a></nav>`}
</section>`,
  };
}

/** The last changes of one application, for its own page. */
export async function latestActivity(visit: Visit, sdkAppId: number): Promise<Html> {
  const { Activities } = await visit.ask(DescribeActivities, { SdkAppId: sdkAppId, MaxResults: latest });
  return section(
    "activity",
    "Activity",
    Activities.length === 0
      ? nothing
      : html`${table("The last changes", headings, Activities.map(cells))}
<p><a href="${allActivity}?app=${sdkAppId}">All changes of this application</a></p>`,
  );
}

const headings = ["Time", "Change", "Made by", "Declaration"];

const cells = ({ Time, Summary, Actor, Owner }: ActivityRecord): Cell[] => [
  instant(Time),
  quoted(Summary),
  html`${kinds[Actor.Kind]}${Actor.User && html`, ${quoted(Actor.User)}`}${Actor.SecretId && html` <span class="faint">${keyPair(Actor.SecretId)}</span>`}`,
  Owner === null ? nothing : owner(Owner),
];

/** An application that is gone has entries, and no page. */
const application = ({ SdkAppId }: ActivityRecord): Html =>
  SdkAppId === null
    ? html`<span class="faint">the account</span>`
    : html`<a href="${applicationPath(SdkAppId)}">${SdkAppId}</a>`;

interface Filter {
  readonly app: string;
  readonly actor: ActorKind | undefined;
}

function filterForm({ app, actor }: Filter): Html {
  const fields: readonly Field[] = [
    { kind: "text", name: "app", label: "SDKAppID", value: app },
    {
      kind: "choice",
      name: "actor",
      label: "Made by",
      value: actor ?? "",
      options: [
        { value: "", text: "anybody" },
        ...actorKinds.map((value) => ({ value, text: kinds[value] })),
      ],
    },
  ];
  return html`<form role="search" class="filter">${fieldset(fields, undefined, undefined)}<button>Search</button></form>`;
}
