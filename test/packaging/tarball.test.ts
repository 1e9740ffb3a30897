import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { brokenLinks } from "./documents";
import { makeFolder, manifest, pack, removeFolder, root } from "./package-managers";

/** What a user downloads. */
describe("the tarball", () => {
  const folder = makeFolder();
  const { files } = pack(folder);
  const read = (path: string) => readFileSync(join(root, path), "utf8");
  const scripts = files.filter((path) => path.endsWith(".js"));
  afterAll(() => removeFolder(folder));

  test("holds compiled code with its types, the plugin, the schema and the papers, and nothing else", () => {
    const named = [
      "CHANGELOG.md",
      "CONTRIBUTING.md",
      "LICENSE",
      "README.md",
      "README.zh-CN.md",
      "apps.schema.json",
      "package.json",
      "plugin/pulumi-resource-tencentrtc",
      "schema.json",
    ];
    const papers = [...named, ...files.filter((path) => /^docs\/(.+\.md|images\/[\w-]+\.png)$/.test(path))];
    const compiled = scripts.flatMap((path) => [path, path.replace(/\.js$/, ".d.ts")]);
    expect([...files].sort()).toEqual([...papers, ...compiled].sort());
  });

  test("holds no file whose source is gone", () => {
    const sources = scripts.map((path) => path.replace(/^dist\//, "").replace(/\.js$/, ".ts"));
    expect(sources.filter((path) => !existsSync(join(root, path)))).toEqual([]);
  });

  test("holds what package.json points at", () => {
    const targets = [
      manifest.main,
      manifest.types,
      ...Object.values(manifest.bin),
      ...Object.values(manifest.exports).flatMap((target) =>
        typeof target === "string" ? [target] : Object.values(target),
      ),
      ...Object.values(manifest.typesVersions).flatMap((paths) => Object.values(paths).flat()),
    ];
    const missing = targets.filter((target) => !files.includes(target.replace(/^\.\//, "")));
    expect(missing).toEqual([]);
  });

  test("holds every page that its own pages link to", () => {
    expect(files).toContain("docs/rules.md");
    expect(brokenLinks({ paths: files, read })).toEqual([]);
  });

  test("requires nothing that package.json does not declare", () => {
    const declared = [
      manifest.name,
      ...Object.keys({ ...manifest.dependencies, ...manifest.peerDependencies }),
    ];
    const required = scripts.flatMap((path) =>
      [...read(path).matchAll(/(?:require|import)\("([^"./][^"]*)"\)/g)].map(([, name]) => name ?? ""),
    );
    const packages = required
      .filter((name) => !name.startsWith("node:") && !builtinModules.includes(name))
      .map((name) => name.split("/", name.startsWith("@") ? 2 : 1).join("/"));
    expect([...new Set(packages)].filter((name) => !declared.includes(name))).toEqual([]);
  });

  test("loads nothing by a native import(), which goes past loaders such as that of Yarn PnP", () => {
    expect(
      scripts.filter((path) => /\bimport\(/.test(read(path).replace(/^\s*(\/?\*|\/\/).*$/gm, ""))),
    ).toEqual([]);
  });

  test("names no folder of the machine it was made on", () => {
    expect(files.filter((path) => read(path).includes(root))).toEqual([]);
  });

  test("loads its handlers without Pulumi's SDK, gRPC or a database", () => {
    expect(packagesLoadedBy("dist/provider/adapters/dynamic.js")).toEqual(
      expect.not.arrayContaining([
        expect.stringMatching(/^(@pulumi\/|@grpc\/|google-protobuf|kysely|@photostructure\/)/),
      ]),
    );
  });

  test("loads its classes without gRPC clients, retries or a database of its own", () => {
    expect(packagesLoadedBy("dist/sdk/dynamic/index.js")).toEqual(
      expect.not.arrayContaining([expect.stringMatching(/^(cockatiel|kysely|@photostructure\/)/)]),
    );
  });

  test.each(["applications", "console", "doctor"])(
    "loads its command %s without Pulumi or a database",
    (name) => {
      expect(packagesLoadedBy(`dist/cli/commands/${name}.js`)).toEqual(
        expect.not.arrayContaining([expect.stringMatching(/^(@pulumi\/|kysely|@photostructure\/)/)]),
      );
    },
  );
});

/** The packages of which a fresh process holds a file after loading this one. */
function packagesLoadedBy(path: string): string[] {
  const program = `require(${JSON.stringify(join(root, path))}); console.log(JSON.stringify(Object.keys(require.cache)))`;
  const loaded: string[] = JSON.parse(execFileSync(process.execPath, ["-e", program], { encoding: "utf8" }));
  const names = loaded.map((file) => file.split(/[\\/]node_modules[\\/]/).at(-1) ?? "");
  return [...new Set(names.map((name) => name.replace(/^(@[^\\/]+[\\/][^\\/]+|[^\\/]+).*$/, "$1")))];
}
