import { createHash } from "node:crypto";
import { root } from "./paths";

/** Colours have a contrast of at least 4.5:1 on the ground that they stand on, in both schemes. */
export const stylesheet = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --paper: #ffffff; --ink: #1b2430; --faint: #5a6675; --line: #d5dbe3;
  --link: #0b57b8; --good: #146c37; --good-ground: #e2f5e8; --busy: #7a4b00; --busy-ground: #fdf0d5;
  --bad: #a4161a; --bad-ground: #fde7e7; --focus: #0b57b8; --on-strong: #ffffff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #10151c; --paper: #18202a; --ink: #e6ebf2; --faint: #9fabba; --line: #334050;
    --link: #7ab6ff; --good: #7fdca0; --good-ground: #12311f; --busy: #f3c46f; --busy-ground: #3a2a0a;
    --bad: #ff9a9a; --bad-ground: #41191b; --focus: #7ab6ff; --on-strong: #10151c;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, "Noto Sans", "DejaVu Sans", sans-serif; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
main:focus { outline: none; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .75rem; overflow-wrap: anywhere; }
h2 { font-size: 1.1rem; margin: 0; }
code { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .92em; overflow-wrap: anywhere; }
td code, th code { white-space: nowrap; }
time { white-space: nowrap; }
th time { font-weight: 400; }
ul { margin: 0; padding-left: 1.2rem; }
.faint { color: var(--faint); }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: .5rem; top: -4rem; background: var(--paper); padding: .5rem 1rem; }
.skip:focus { top: .5rem; }

header { background: var(--paper); border-bottom: 1px solid var(--line); }
.bar, main { max-width: 76rem; margin: 0 auto; padding: .75rem 1rem; }
.bar { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1.5rem; }
.brand { font-weight: 700; }
.brand .faint { font-weight: 400; }
nav [aria-current] { font-weight: 700; text-decoration: none; color: var(--ink); }
main > nav { margin-bottom: .75rem; }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; padding: 0; }
.who { margin-left: auto; display: flex; flex-wrap: wrap; align-items: center; gap: .25rem .75rem; color: var(--faint); font-size: .9rem; }
.who form { margin: 0; }
.simulated { margin: 0; padding: .4rem 1rem; text-align: center; background: var(--busy-ground); color: var(--busy); font-size: .9rem; }

section, .card { background: var(--paper); border: 1px solid var(--line); border-radius: .5rem; padding: 1rem; margin: 0 0 1rem; }
.head { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem .75rem; margin-bottom: .75rem; }
.head h1, .head h2 { margin: 0 auto 0 0; }
.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr)); gap: .75rem 1.5rem; margin: 0; }
.facts dt { color: var(--faint); font-size: .85rem; }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.key { display: block; padding: .75rem; background: var(--ground); border-radius: .25rem; white-space: pre-wrap; }

table { width: 100%; border-collapse: collapse; }
caption { text-align: left; color: var(--faint); font-size: .9rem; padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .5rem .75rem .5rem 0; border-top: 1px solid var(--line); overflow-wrap: break-word; }
td bdi { display: inline-block; max-width: 36rem; vertical-align: top; overflow-wrap: break-word; }
td li bdi { max-width: 18rem; }
th[scope=row] { min-width: 7rem; }
section { overflow-x: auto; }
thead th { border-top: 0; color: var(--faint); font-size: .85rem; font-weight: 600; }
td ul { list-style: none; padding: 0; }

main > p:first-child { margin: 0 0 .5rem; }
.badge { display: inline-block; padding: 0 .5rem; border-radius: 1rem; border: 1px solid var(--line); font-size: .85rem; white-space: nowrap; }
.badge.good { background: var(--good-ground); color: var(--good); border-color: transparent; }
.badge.busy { background: var(--busy-ground); color: var(--busy); border-color: transparent; }
.badge.bad { background: var(--bad-ground); color: var(--bad); border-color: transparent; }

button, .button { display: inline-block; font: inherit; font-size: .9rem; min-height: 2rem; padding: .2rem .75rem; border: 1px solid var(--line); border-radius: .35rem; background: var(--paper); color: var(--link); text-decoration: none; cursor: pointer; }
button:hover, .button:hover { border-color: var(--link); }
button.primary { background: var(--link); border-color: var(--link); color: var(--on-strong); }
button.danger { background: var(--bad); border-color: var(--bad); color: var(--on-strong); }
.actions { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem; }

.errand, .sign-in { max-width: 34rem; }
.errand { margin-top: 1rem; }
.field { margin: 0 0 1rem; padding: 0; border: 0; min-width: 0; }
.field > label, legend { display: block; font-weight: 600; padding: 0; }
.hint { margin: 0 0 .25rem; color: var(--faint); font-size: .9rem; }
.wrong { margin: 0 0 .25rem; color: var(--bad); overflow-wrap: anywhere; }
.box { display: block; }
input:not([type=checkbox]), select, textarea { width: 100%; max-width: 100%; font: inherit; padding: .4rem .5rem; border: 1px solid var(--faint); border-radius: .35rem; background: var(--paper); color: var(--ink); }
[aria-invalid=true] { border-color: var(--bad); }
.refused { border-left: 3px solid var(--bad); padding-left: .75rem; }
.filter { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin-bottom: 1rem; }
.filter > .field { flex: 1 1 9rem; margin: 0; }
.filter .field > label { display: block; font-size: .85rem; color: var(--faint); }

.notice, .problem, .window { border-radius: .5rem; padding: .75rem 1rem; margin: 0 0 1rem; overflow-wrap: anywhere; }
.notice { background: var(--good-ground); color: var(--good); }
.problem { background: var(--bad-ground); color: var(--bad); }
.window { background: var(--busy-ground); color: var(--busy); }
.notice p, .problem p, .window p { margin: 0; }
.notice .faint, .problem .faint { color: inherit; font-size: .85rem; }

@media (max-width: 46rem) {
  thead { position: absolute; clip-path: inset(50%); width: 1px; height: 1px; overflow: hidden; }
  table, tbody, th, td, caption { display: block; }
  tbody tr { display: flex; flex-wrap: wrap; gap: 0 1.25rem; border-top: 1px solid var(--line); padding: .5rem 0; }
  th, td { border: 0; padding: .1rem 0; }
  tbody th { flex-basis: 100%; }
  td { max-width: 100%; }
  td.bare { display: none; }
  td bdi, td li bdi { display: inline; max-width: 100%; overflow-wrap: anywhere; }
  .facts { grid-template-columns: minmax(0, 1fr); gap: .15rem; }
  .facts div { display: flex; gap: 0 .5rem; }
  .facts dt { flex: 0 0 40%; }
  .facts time { white-space: normal; }
  .facts .bare { display: none; }
  td .button { margin-bottom: .25rem; }
  section, .card { padding: .75rem; margin-bottom: .75rem; }
  td[data-label]:not([data-label=""], [data-label=Actions])::before { content: attr(data-label) ": "; color: var(--faint); }
  td ul { display: inline-block; vertical-align: top; }
  td code, th code { white-space: normal; }
}
@media (prefers-reduced-motion: no-preference) { html { scroll-behavior: smooth; } }
`;

/** Named after its content, so that a browser keeps it for good. */
export const stylesheetPath = `${root}/${createHash("sha256").update(stylesheet).digest("hex").slice(0, 16)}.css`;

export const icon = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0b57b8"/><path d="M7 9h18v11H15l-5 5v-5H7z" fill="#fff"/></svg>`;
