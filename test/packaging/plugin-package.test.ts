import { isAscii } from "node:buffer";
import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeWithOpenssl, Openssl } from "../certificates/openssl";
import { Console } from "../engine/backend";
import { Project } from "../engine/project";
import { installNodeSdk, runCommand } from "../engine/sdks";
import { makeFolder, manifest, removeFolder, root } from "./package-managers";

const folder = makeFolder();
const packages = join(folder, "packages");
const home = join(folder, "home");
const installed = join(home, "plugins", `resource-tencentrtc-v${manifest.version}`);
const tarball = () => readdirSync(packages).find((name) => name.endsWith(".tar.gz")) ?? "";

beforeAll(() => {
  mkdirSync(home);
  runCommand(process.execPath, [
    join(root, "tools/package-plugin.mjs"),
    "--platform",
    "own",
    "--out",
    packages,
  ]);
});
afterAll(() => removeFolder(folder));

test("the plugin's tarball is named as the engine asks for it, and its sum is beside it", () => {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const processor = process.arch === "x64" ? "amd64" : process.arch;
  const name = `pulumi-resource-tencentrtc-v${manifest.version}-${system}-${processor}.tar.gz`;
  expect(readdirSync(packages).sort()).toEqual(["SHA256SUMS", name, "sbom.cdx.json", "schema.json"].sort());
  const sum = createHash("sha256")
    .update(readFileSync(join(packages, name)))
    .digest("hex");
  expect(readFileSync(join(packages, "SHA256SUMS"), "utf8")).toMatch(
    new RegExp(`^${sum}  ${name}\n.*  sbom\\.cdx\\.json\n.*  schema\\.json\n$`),
  );
});

describe("installed by the engine into an empty home", () => {
  const project = new Project({ env: { PULUMI_HOME: home } });
  beforeAll(async () => {
    await project.must(
      ...["plugin", "install", "resource", "tencentrtc", manifest.version],
      ...["--file", join(packages, tarball())],
    );
  });
  afterAll(() => project.remove());

  test("it is files alone, of no machine, and needs no language host", () => {
    const files = readdirSync(installed, { recursive: true, encoding: "utf8" });
    expect(files).toEqual(expect.arrayContaining(["pulumi-resource-tencentrtc", "schema.json", "LICENSE"]));
    expect(files).not.toContain("PulumiPlugin.yaml");
    const texts = files.filter((name) => /\.(js|cjs|json|txt)$/.test(name) || !name.includes("."));
    for (const name of files) expect(lstatSync(join(installed, name)).isSymbolicLink()).toBe(false);
    for (const name of texts.filter((one) => lstatSync(join(installed, one)).isFile()))
      expect(readFileSync(join(installed, name), "utf8")).not.toContain(root);
    const code = join(installed, "dist", "plugin");
    for (const name of readdirSync(code).filter((one) => one.endsWith(".js")))
      expect(isAscii(readFileSync(join(code, name)))).toBe(true);
  });

  test("the engine reads its schema, and a program of the SDK makes, changes and destroys by it", async () => {
    const schema = JSON.parse(await project.must("package", "get-schema", "tencentrtc"));
    expect(schema).toMatchObject({ name: "tencentrtc", version: manifest.version });
    installNodeSdk(project);
    await project.init();
    const program = (description: string) =>
      project.program(`
        const sdk = require("pulumi-tencentrtc-sdk");
        const support = new sdk.Application("support", {
          products: ["chat"], region: "singapore", description: "${description}", tags: { "线＋上": "是" },
        });
        exports.id = support.id;
      `);
    program("one");
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("2 created") });
    expect(await project.up("--expect-no-changes")).toMatchObject({ code: 0 });
    program("two");
    expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("1 updated") });
    const backend = new Console(project.backendFile);
    expect((await backend.applications()).map((one) => one.Description)).toEqual(["two"]);
    expect(await project.destroy()).toMatchObject({ code: 0 });
    expect(await backend.applications()).toEqual([]);
  });

  describeWithOpenssl("a push certificate", () => {
    test("is read from its file by the thread that the tarball has", async () => {
      const openssl = new Openssl();
      try {
        writeFileSync(join(project.folder, "push.p12"), openssl.p12(openssl.certificate(), [], "planted"));
      } finally {
        openssl.close();
      }
      project.program(`
        const sdk = require("pulumi-tencentrtc-sdk");
        const support = new sdk.Application("support", { products: ["chat"], region: "singapore" });
        exports.expires = new sdk.PushCertificate("ios", { application: support.id, platform: {
          vendor: "apns-p12", environment: "production", bundleId: "com.example.shop",
          file: new pulumi.asset.FileAsset("push.p12"), password: "planted",
        } }).notAfter;
      `);
      expect(await project.up()).toMatchObject({ code: 0, output: expect.stringContaining("3 created") });
      expect(await project.outputs()).toMatchObject({ expires: expect.stringMatching(/^20\d\d-/) });
      expect(await project.destroy()).toMatchObject({ code: 0 });
    });
  });
});
