import { html } from "hono/html";
import type { Visit } from "../session/visit";
import type { Html } from "./elements";
import { shown } from "./elements";
import { allActivity, allApplications, allCertificates, root } from "./paths";
import { stylesheetPath } from "./stylesheet";

export interface Page {
  /** May hold what users wrote. */
  readonly title: string;
  readonly main: Html;
  /** Entry of the navigation that the page belongs to. */
  readonly room?: string | undefined;
  /** Seconds until the page is to look again by itself. */
  readonly refreshAfter?: number | undefined;
}

/** Where the navigation leads, in its order. */
const rooms = [
  { href: allApplications, title: "Applications" },
  { href: allCertificates, title: "Push certificates" },
  { href: allActivity, title: "Activity" },
];

/** A whole page; without a visit, one for those who aren't signed in. */
export const layout = (
  { title, main, room, refreshAfter }: Page,
  visit: Visit | undefined,
): Html => html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
${refreshAfter === undefined ? "" : html`<meta http-equiv="refresh" content="${refreshAfter}">`}
<title>${shown(title)} · tencentrtc console</title>
<link rel="stylesheet" href="${stylesheetPath}">
<link rel="icon" href="${root}/icon.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header>
<div class="bar"><span class="brand">tencentrtc <span class="faint">console</span></span>
${visit && [navigation(room), whoIsSignedIn(visit)]}</div>
${visit && !visit.account.Simulated ? "" : simulated}
</header>
<main id="main" tabindex="-1">
${visit && notice(visit)}
${main}
</main>
</body>
</html>`;

const navigation = (room: string | undefined): Html =>
  html`<nav aria-label="Main"><ul>${rooms.map(({ href, title }) => html`<li><a href="${href}"${href === room && html` aria-current="page"`}>${title}</a></li>`)}</ul></nav>`;

const whoIsSignedIn = ({ session, mayWrite, asker: { access } }: Visit): Html => html`<div class="who">
<span>account ${access.uin}${access.user === null ? "" : html`, <bdi>${shown(access.user)}</bdi>`}${mayWrite ? "" : ", may only read"}</span>
<form method="post" action="${root}/sign-out"><input type="hidden" name="FormToken" value="${session.formToken}"><button>Sign out</button></form>
</div>`;

const simulated = html`<p class="simulated"><strong>Simulated backend.</strong> Applications, SDKAppIDs and keys are made up here; nothing on these pages reaches Tencent Cloud.</p>`;

function notice({ session }: Visit): Html {
  const done = session.takeNotice();
  if (!done) return html``;
  return html`<div class="notice" role="status"><p>${shown(done.said)}</p><p class="faint">RequestId ${done.requestId}</p></div>`;
}
