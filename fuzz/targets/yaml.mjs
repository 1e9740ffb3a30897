// @ts-check
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { built } from "../../bench/server/served.mjs";
import { fleet, writeFleet } from "../../examples/fleet/generate.mjs";
import { pieces } from "../pieces.mjs";

/** What YAML means something by, what a bad merge leaves, and what grows as it is read. */
const yaml = [
  ..."[]{}:,&*!|>'\"%@`#-?\t\n\r\0~<=",
  "<<: *common\n",
  "<<<<<<< HEAD\n",
  "---\n",
  "...\n",
  "!!binary ",
  "!!js/function ",
  "? ",
  ".inf",
  "0x",
  "__proto__: ",
  "constructor: ",
  "\u{feff}",
  "\u2028",
  "[".repeat(300),
  "- ".repeat(300),
  "&a [*a, *a]",
  `a: &a [x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c]\n`,
  "*a*a*a*a*a*a*a*a*b",
  "env:HOME",
  "file:/etc/passwd",
  "file:../../..",
];

const project = `name: fleet
runtime: nodejs
stackConfigDir: settings
backend: { url: "file:state" }
tencentrtc:
  files: ["apps/**/*.yaml"]
  accounts:
    main:
      endpoint: https://rtc.example.com
      uin: 100000000001
      secretId: env:MAIN_SECRET_ID
      secretKey: env:MAIN_SECRET_KEY
    spare:
      endpoint: postgres://rtc@db.example.com:5432/rtc?sslmode=verify-full
      password: env:DATABASE_PASSWORD
      backendKey: file:../key
`;

/** @returns {Promise<import("../targets.mjs").Opened>} */
export async function open() {
  const { ApplicationSource } = built("apps/load/application-source");
  const { loadProject } = built("apps/load/project");
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "tencentrtc-fuzz-yaml-"));
  const apps = path.join(folder, "apps");
  // The richest of the fleet's files.
  writeFleet(apps, fleet({ count: 40 }));
  const files = fs.readdirSync(apps).map((name) => fs.readFileSync(path.join(apps, name)));
  files.sort((one, other) => other.length - one.length);
  return {
    bases: [
      ...files.slice(0, 9).map((bytes) => ({ bytes, isProject: false })),
      ...Array(3).fill({ bytes: Buffer.from(project), isProject: true }),
    ],
    pieces: pieces(yaml),
    read({ bytes, isProject }) {
      if (isProject) {
        fs.writeFileSync(path.join(folder, "Pulumi.yaml"), bytes);
        return outcomeOf("project", loadProject(folder).faults);
      }
      return outcomeOf("application", new ApplicationSource("app.yaml", bytes.toString()).faults);
    },
    async close() {
      fs.rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param {string} what @param {readonly { message: string, line?: number, rule: string }[]} faults */
function outcomeOf(what, faults) {
  const mute = faults.find(({ message }) => typeof message !== "string" || message === "");
  if (mute) throw new Error(`a mistake without words: ${JSON.stringify(mute)}`);
  return faults.length === 0 ? `${what}: no mistakes` : `${what}: mistakes told`;
}
