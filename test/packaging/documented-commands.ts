import { kinds } from "../../provider/resources";
import { importCommand } from "../../provider/schema/import-section";
import { kebab } from "../../provider/schema/names";

/**
 * What becomes of a document's commands: the test that takes them from the document and runs them as they stand, or
 * command by command the test that runs the same, or why nothing does.
 */
type Commands =
  | { readonly asTheyStand: string }
  | { readonly each: Readonly<Record<string, { readonly runBy: string } | { readonly notRun: string }>> };

const firstSteps = { asTheyStand: "test/engine/first-steps.test.ts" };
const quickstart = { runBy: "test/engine/quickstart.test.ts" };
const ofTheReader =
  "the resource is the reader's; test/engine/plugin-import.test.ts imports by such commands";
const inEnglish = { asTheyStand: "test/tools/chinese.test.ts" };

/** Every block of commands in every document, by its heading. A command that is missing here fails a test. */
export const documentedCommands: Readonly<Record<string, Readonly<Record<string, Commands>>>> = {
  "README.md": {
    "Try it": {
      each: {
        "npm run quickstart": quickstart,
        "npm test": { notRun: "it is the tests themselves, which CI runs on a clean clone" },
      },
    },
  },
  "docs/first-steps.md": {
    Installation: firstSteps,
    "A first program": firstSteps,
    "Without a program": firstSteps,
  },
  // Compared with the English ones, which are run.
  "README.zh-CN.md": { 试一试: inEnglish },
  "docs/first-steps.zh-CN.md": {
    安装: inEnglish,
    第一个程序: inEnglish,
    不写程序: inEnglish,
  },
  "docs/plugin.md": {
    "Install it": {
      each: {
        "pulumi plugin install resource tencentrtc 0.1.0 --file pulumi-resource-tencentrtc-v0.1.0-linux-amd64.tar.gz":
          {
            runBy: "test/packaging/plugin-package.test.ts",
          },
      },
    },
  },
  ...Object.fromEntries(
    kinds.map((kind) => [
      `docs/resources/${kebab(kind.name)}.md`,
      { Import: { each: { [importCommand(kind)]: { notRun: ofTheReader } } } },
    ]),
  ),
  "docs/server.md": {
    "A backend for a team": {
      each: {
        "npx tencentrtc account add shop --database file:/srv/rtc/backend.db": {
          runBy: "test/cli/serve.test.ts",
        },
        "npx tencentrtc serve --database file:/srv/rtc/backend.db --listen 127.0.0.1:9443": {
          runBy: "test/cli/serve.test.ts",
        },
        "pulumi config set tencentrtc:endpoint https://rtc.example.com": {
          notRun: "the server is the reader's; test/engine/served.test.ts runs programs with such a config",
        },
        "pulumi config set --secret tencentrtc:secretId AKID…": { notRun: "the same" },
        "pulumi config set --secret tencentrtc:secretKey …": { notRun: "the same" },
      },
    },
  },
  "docs/real-accounts.md": {
    Rehearse: {
      each: {
        "npx tencentrtc serve --account rehearsal": { runBy: "test/cli/serve.test.ts" },
        "export TENCENTRTC_CLOUD_ENDPOINT=http://127.0.0.1:9443": {
          notRun: "test/backend/http/chat.test.ts asks a server by such endpoints, at a port that is free",
        },
        "export TENCENTRTC_CLOUD_CHAT_ENDPOINTS=china=http://127.0.0.1:9443/chat/china,singapore=http://127.0.0.1:9443/chat/singapore":
          { notRun: "the same" },
        "export TENCENTRTC_CLOUD_SECRET_ID=… TENCENTRTC_CLOUD_SECRET_KEY=…": { notRun: "the same" },
        "npx tencentrtc verify --csv apps.csv --site china": { runBy: "test/cli/verify.test.ts" },
      },
    },
  },
  "docs/scaling.md": {
    "Set up once": {
      each: {
        "createuser --pwprompt rtc": {
          notRun: "PostgreSQL's own, on the reader's server; test/postgres starts servers of its own",
        },
        "createdb --owner rtc --encoding UTF8 rtc": { notRun: "the same" },
        "openssl rand -base64 32": { notRun: "OpenSSL's own" },
      },
    },
    "Set in every run": {
      each: {
        "npx pulumi up --yes --stack prod": { runBy: "test/engine/shared-database.test.ts" },
      },
    },
  },
  "examples/README.md": { Examples: firstSteps },
  "examples/ci/README.md": {
    "In CI: preview on a pull request, `up` on merge, a look at night": firstSteps,
  },
  "examples/fleet/README.md": { "A fleet: 300 applications from files": firstSteps },
  "examples/quickstart/README.md": {
    "In this repository": {
      each: {
        "npm run quickstart": quickstart,
        "npm run quickstart -- --destroy": quickstart,
      },
    },
  },
};
