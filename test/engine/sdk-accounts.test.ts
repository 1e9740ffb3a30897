import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { CreateApplication } from "../../backend/api";
import { type Account, made } from "../cli/account";
import { ServerProcess } from "../cli/server-process";
import { inDepth } from "../depth";
import { Console } from "./backend";
import { inYaml, type Language, languages, typescript } from "./languages";
import { Project } from "./project";

const description = "PLANTED_description";
const appSecret = "PLANTED3f9a0c57d1e84b62";

/** What a program is written with. The application of a console, `console`, is in the first account. */
interface Given {
  readonly endpoint: string;
  readonly a: Account;
  readonly b: Account;
  readonly made: number;
}

/**
 * One program in each language: a provider for each of two accounts, an application in each, one that a console made imported by
 * the option and looked at by get. Every secret is in it in clear.
 */
const programs: Readonly<Record<string, (given: Given) => string>> = {
  TypeScript: ({ endpoint, a, b, made }) => `
    import * as pulumi from "@pulumi/pulumi";
    import * as tencentrtc from "pulumi-tencentrtc-sdk";
    const endpoint = "${endpoint}";
    const a = new tencentrtc.Provider("a", { endpoint, secretId: "${a.secretId}", secretKey: "${a.secretKey}" });
    const b = new tencentrtc.Provider("b", { endpoint, secretId: "${b.secretId}", secretKey: "${b.secretKey}" });
    const chat = { products: ["chat" as const], region: "tokyo", description: pulumi.secret("${description}") };
    const ofA = new tencentrtc.Application("of_a", chat, { provider: a });
    new tencentrtc.Application("of_b", chat, { provider: b });
    new tencentrtc.PushCertificate("push", { application: ofA.id, platform: {
      vendor: "huawei", packageName: "com.example.shop", appId: "104512345", appSecret: "${appSecret}",
    } }, { provider: a });
    new tencentrtc.Application("console", { products: ["chat"], region: "tokyo" }, { provider: a, import: "${made}" });
    export const seen = tencentrtc.Application.get("seen", "${made}", { provider: a }).name;
  `,
  Python: ({ endpoint, a, b, made }) => `
import pulumi
import pulumi_tencentrtc as tencentrtc
a = tencentrtc.Provider("a", endpoint="${endpoint}", secret_id="${a.secretId}", secret_key="${a.secretKey}")
b = tencentrtc.Provider("b", endpoint="${endpoint}", secret_id="${b.secretId}", secret_key="${b.secretKey}")
chat = dict(products=["chat"], region="tokyo", description=pulumi.Output.secret("${description}"))
of_a = tencentrtc.Application("of_a", **chat, opts=pulumi.ResourceOptions(provider=a))
tencentrtc.Application("of_b", **chat, opts=pulumi.ResourceOptions(provider=b))
tencentrtc.PushCertificate("push", application=of_a.id, platform=tencentrtc.PushCertificatePlatformHuaweiArgs(
    vendor="huawei", package_name="com.example.shop", app_id="104512345", app_secret="${appSecret}",
), opts=pulumi.ResourceOptions(provider=a))
tencentrtc.Application("console", products=["chat"], region="tokyo",
    opts=pulumi.ResourceOptions(provider=a, import_="${made}"))
seen = tencentrtc.Application.get("seen", "${made}", opts=pulumi.ResourceOptions(provider=a))
pulumi.export("seen", seen.name)
`,
  Go: ({ endpoint, a, b, made }) => `
    package main

    import (
      "github.com/pulumi-tencentrtc/pulumi-tencentrtc/sdk/go/tencentrtc"
      "github.com/pulumi/pulumi/sdk/v3/go/pulumi"
    )

    func account(ctx *pulumi.Context, name, id, key string) (pulumi.ResourceOption, error) {
      provider, err := tencentrtc.NewProvider(ctx, name, &tencentrtc.ProviderArgs{
        Endpoint:  pulumi.String("${endpoint}"),
        SecretId:  pulumi.String(id),
        SecretKey: pulumi.String(key),
      })
      return pulumi.Provider(provider), err
    }

    func main() {
      pulumi.Run(func(ctx *pulumi.Context) error {
        a, err := account(ctx, "a", "${a.secretId}", "${a.secretKey}")
        if err != nil {
          return err
        }
        b, err := account(ctx, "b", "${b.secretId}", "${b.secretKey}")
        if err != nil {
          return err
        }
        chat := func() *tencentrtc.ApplicationArgs {
          return &tencentrtc.ApplicationArgs{
            Products:    pulumi.ToStringArray([]string{"chat"}),
            Region:      pulumi.String("tokyo"),
            Description: pulumi.ToSecret(pulumi.String("${description}")).(pulumi.StringOutput),
          }
        }
        ofA, err := tencentrtc.NewApplication(ctx, "of_a", chat(), a)
        if err != nil {
          return err
        }
        if _, err := tencentrtc.NewApplication(ctx, "of_b", chat(), b); err != nil {
          return err
        }
        if _, err := tencentrtc.NewPushCertificate(ctx, "push", &tencentrtc.PushCertificateArgs{
          Application: ofA.ID(),
          Platform: pulumi.Map{
            "vendor":      pulumi.String("huawei"),
            "packageName": pulumi.String("com.example.shop"),
            "appId":       pulumi.String("104512345"),
            "appSecret":   pulumi.String("${appSecret}"),
          },
        }, a); err != nil {
          return err
        }
        console := &tencentrtc.ApplicationArgs{
          Products: pulumi.ToStringArray([]string{"chat"}),
          Region:   pulumi.String("tokyo"),
        }
        if _, err := tencentrtc.NewApplication(ctx, "console", console, a, pulumi.Import(pulumi.ID("${made}"))); err != nil {
          return err
        }
        seen, err := tencentrtc.GetApplication(ctx, "seen", pulumi.ID("${made}"), nil, a)
        if err != nil {
          return err
        }
        ctx.Export("seen", seen.Name)
        return nil
      })
    }
  `,
  YAML: ({ endpoint, a, b, made }) => `
name: shop
runtime: yaml
resources:
  a:
    type: pulumi:providers:tencentrtc
    properties: { endpoint: "${endpoint}", secretId: "${a.secretId}", secretKey: "${a.secretKey}" }
  b:
    type: pulumi:providers:tencentrtc
    properties: { endpoint: "${endpoint}", secretId: "${b.secretId}", secretKey: "${b.secretKey}" }
  of_a:
    type: tencentrtc:Application
    properties: { products: [chat], region: tokyo, description: { fn::secret: "${description}" } }
    options: { provider: "\${a}" }
  of_b:
    type: tencentrtc:Application
    properties: { products: [chat], region: tokyo, description: { fn::secret: "${description}" } }
    options: { provider: "\${b}" }
  push:
    type: tencentrtc:PushCertificate
    properties:
      application: "\${of_a.id}"
      platform: { vendor: huawei, packageName: com.example.shop, appId: "104512345", appSecret: "${appSecret}" }
    options: { provider: "\${a}" }
  console:
    type: tencentrtc:Application
    properties: { products: [chat], region: tokyo }
    options: { provider: "\${a}", import: "${made}" }
  seen:
    type: tencentrtc:Application
    get: { id: "${made}" }
    options: { provider: "\${a}" }
outputs:
  seen: "\${seen.name}"
`,
};

/**
 * All that the engine tells of a run. Pulumi's SDK for Node alone sends the engine each registration in clear, as a debug message:
 * of those programs everything else is looked at.
 */
const eventsOf = (language: Language, log: string): string =>
  language !== typescript
    ? log
    : log
        .split("\n")
        .filter((event) => !event.includes('"severity":"debug"'))
        .join("\n");

const tried = [...languages, inYaml].filter((language) => inDepth || language === typescript);

describe.each(tried)("a program in $name with a provider for each of two accounts", (language) => {
  const testOfLanguage = language.isThere() ? test : test.skip;

  testOfLanguage("makes in each, takes over by import, looks by get, and keeps every secret", async () => {
    const project = new Project({ env: { PULUMI_DEBUG_COMMANDS: "true" } });
    const [folder, events] = [join(project.folder, "source"), join(project.folder, "events.json")];
    const file = join(project.folder, "served/backend.db");
    mkdirSync(dirname(file));
    const account = (name: string) =>
      made("account", "add", name, "--database", `file:${file}`, "--window-seconds", "0");
    const [a, b] = [account("a"), account("b")];
    const [inA, inB] = [new Console(file, a.uin), new Console(file, b.uin)];
    const server = await ServerProcess.start("--database", `file:${file}`);
    try {
      const { SdkAppId } = await inA.call(CreateApplication, {
        Name: "console",
        Region: "tokyo",
        Products: ["chat"],
      });
      const text = programs[language.name]?.({ endpoint: server.url, a, b, made: SdkAppId });
      project.write(join("source", language.file), text ?? "");
      const stack = language.prepare(project, folder);
      await stack.init();
      const up = await stack.up("--event-log", events);
      expect([up.code, up.code === 0 ? "" : up.output]).toEqual([0, ""]);
      expect(up.output).toContain("1 imported");
      const names = async (backend: Console) => (await backend.applications()).map(({ Name }) => Name).sort();
      expect([await names(inA), await names(inB)]).toEqual([["console", "of_a"], ["of_b"]]);
      expect(await project.outputs()).toEqual({ seen: "console" });
      expect(await stack.preview("--expect-no-changes")).toMatchObject({ code: 0 });

      const own = await Promise.all(
        [inA, inB].map(async (backend) => {
          const ids = (await backend.applications()).map((one) => one.SdkAppId);
          return Promise.all(ids.map(async (id) => (await backend.application(id)).SecretKey));
        }),
      );
      const secrets = [a.secretKey, b.secretKey, description, appSecret, ...own.flat()];
      const told = eventsOf(language, readFileSync(events, "utf8"));
      expect(told).toMatch(/resource_?pre_?event/i);
      for (const secret of secrets)
        for (const text of [told, up.output, project.stateText()]) expect(text).not.toContain(secret);

      expect(await stack.destroy()).toMatchObject({ code: 0 });
      expect([await names(inA), await names(inB)]).toEqual([[], []]);
    } finally {
      await server.end();
      project.remove();
    }
  });
});
