import { join } from "node:path";
import { ModifyApplication } from "../../backend/api";
import { made } from "../cli/account";
import { ServerProcess } from "../cli/server-process";
import { inDepth } from "../depth";
import { Console } from "./backend";
import { languages, typescript } from "./languages";
import { Project } from "./project";

/** Where the applications of a story live, and how its project says so. */
interface Home {
  readonly name: string;
  open(
    project: Project,
  ): Promise<{ backend: Console; secrets: readonly string[]; close(): Promise<unknown> }>;
}

const aFile: Home = {
  name: "a file",
  open: async ({ backendFile }) => ({
    backend: new Console(backendFile),
    secrets: [],
    close: async () => {},
  }),
};

/** A team's way: the environment names the server and the key pair. */
const aServer: Home = {
  name: "a server",
  open: async (project) => {
    const file = join(project.folder, "served/backend.db");
    const database = ["--database", `file:${file}`];
    const { uin, secretId, secretKey } = made("account", "add", "team", ...database, "--window-seconds", "0");
    const server = await ServerProcess.start(...database);
    Object.assign(project.env, {
      TENCENTRTC_ENDPOINT: server.url,
      TENCENTCLOUD_SECRET_ID: secretId,
      TENCENTCLOUD_SECRET_KEY: secretKey,
    });
    return {
      backend: new Console(file, uin),
      secrets: [secretId, secretKey],
      close: () => server.end(),
    };
  },
};

/** One program in each language: what differs between runs is in the stack's config. */
const programs: Readonly<Record<string, string>> = {
  TypeScript: `
    import * as pulumi from "@pulumi/pulumi";
    import * as tencentrtc from "pulumi-tencentrtc-sdk";
    const config = new pulumi.Config();
    const support = new tencentrtc.Application("support", {
      products: ["chat"],
      region: config.require("region"),
      description: config.require("description"),
    });
    new tencentrtc.AdminAccount("bot", { application: support.id, userId: "bot" });
    export const sdkAppId = support.sdkAppId;
    export const seen = tencentrtc.Application.get("seen", support.id).name;
  `,
  Python: [
    "import pulumi",
    "import pulumi_tencentrtc as tencentrtc",
    "config = pulumi.Config()",
    'support = tencentrtc.Application("support", products=["chat"], region=config.require("region"),',
    '    description=config.require("description"))',
    'tencentrtc.AdminAccount("bot", application=support.id, user_id="bot")',
    'pulumi.export("sdkAppId", support.sdk_app_id)',
    'pulumi.export("seen", tencentrtc.Application.get("seen", support.id).name)',
  ].join("\n"),
  Go: `
    package main

    import (
      "github.com/pulumi-tencentrtc/pulumi-tencentrtc/sdk/go/tencentrtc"
      "github.com/pulumi/pulumi/sdk/v3/go/pulumi"
      "github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
    )

    func main() {
      pulumi.Run(func(ctx *pulumi.Context) error {
        cfg := config.New(ctx, "")
        support, err := tencentrtc.NewApplication(ctx, "support", &tencentrtc.ApplicationArgs{
          Products:    pulumi.ToStringArray([]string{"chat"}),
          Region:      pulumi.String(cfg.Require("region")),
          Description: pulumi.String(cfg.Require("description")),
        })
        if err != nil {
          return err
        }
        bot := &tencentrtc.AdminAccountArgs{Application: support.ID(), UserId: pulumi.String("bot")}
        if _, err := tencentrtc.NewAdminAccount(ctx, "bot", bot); err != nil {
          return err
        }
        ctx.Export("sdkAppId", support.SdkAppId)
        seen, err := tencentrtc.GetApplication(ctx, "seen", support.ID(), nil)
        if err != nil {
          return err
        }
        ctx.Export("seen", seen.Name)
        return nil
      })
    }
  `,
};

const stories = languages.flatMap((language) =>
  [aFile, aServer].map((home) => ({ name: `${language.name}, on ${home.name}`, language, home })),
);

/** Python and Go by the Automation API, with the program in the same process; TypeScript by the CLI. */
describe.each(stories.filter(({ language }) => inDepth || language === typescript))(
  "a program in $name",
  ({ language, home }) => {
    const testOfLanguage = language.isThere() ? test : test.skip;

    testOfLanguage(
      "makes, looks by get, settles, finds drift, changes in place, replaces and destroys",
      async () => {
        const project = new Project();
        const { backend, secrets, close } = await home.open(project);
        const folder = join(project.folder, "source");
        const set = (region: string, description: string) =>
          project.config({ "shop:region": region, "shop:description": description });
        try {
          project.write(join("source", language.file), programs[language.name] ?? "");
          const stack = language.prepare(project, folder);
          await stack.init();
          set("singapore", "one");
          const up = await stack.up();
          expect([up.code, up.code === 0 ? "" : up.output]).toEqual([0, ""]);
          const [{ SdkAppId: first } = { SdkAppId: 0 }] = await backend.applications();
          expect(await project.outputs()).toEqual({ sdkAppId: first, seen: "support" });
          expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });

          await backend.call(ModifyApplication, { SdkAppId: first, Description: "by_hand" });
          const drift = await stack.preview("--refresh", "--diff");
          expect(drift.output).toMatch(/~ description *: "by_hand" => "one"/);

          set("singapore", "two");
          const changed = await stack.up("--refresh");
          expect(changed).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
          expect(await backend.application(first)).toMatchObject({ Description: "two" });

          set("frankfurt", "two");
          expect(await stack.up()).toMatchObject({
            code: 0,
            output: expect.stringContaining("2 replaced"),
          });
          expect((await backend.applications()).map((one) => one.Region)).toEqual(["frankfurt"]);
          // Credentials of the environment never enter the state.
          for (const secret of secrets) expect(project.stateText()).not.toContain(secret);

          expect(await stack.destroy()).toMatchObject({ code: 0 });
          expect(await backend.applications()).toEqual([]);
        } finally {
          await close();
          project.remove();
        }
      },
    );
  },
);
