import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as ts from "typescript";
import { everyProperty } from "./every-property";
import { makeFolder, pack, removeFolder, root, run } from "./package-managers";

const resolutions = {
  node10: {
    module: ts.ModuleKind.CommonJS,
    moduleResolution: ts.ModuleResolutionKind.Node10,
    target: ts.ScriptTarget.ES2020,
  },
  node16: {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
  },
};
type Resolution = keyof typeof resolutions;

/** The types in the tarball, as the compiler of a user's program sees them beside @pulumi/pulumi alone. */
describe("the types", () => {
  const folder = makeFolder();
  const installed = join(folder, "node_modules/pulumi-tencentrtc");
  const program = join(folder, "index.ts");
  const compile = (how: Resolution, text: string) => {
    writeFileSync(program, text);
    return ts.createProgram([program], { ...resolutions[how], strict: true, noEmit: true, types: [] });
  };
  const compiled = new Map<Resolution, ts.Program>();
  const everything = (how: Resolution) => {
    const done = compiled.get(how) ?? compile(how, everyProperty);
    compiled.set(how, done);
    return done;
  };
  const complaints = (done: ts.Program, about: (fileName: string) => boolean) =>
    done
      .getSourceFiles()
      .filter(({ fileName }) => about(fileName))
      .flatMap((source) => [...done.getSyntacticDiagnostics(source), ...done.getSemanticDiagnostics(source)])
      .map(printed);
  const isProgram = (fileName: string) => fileName === program;
  const isOurs = (fileName: string) => fileName.startsWith(installed);

  beforeAll(() => {
    mkdirSync(installed, { recursive: true });
    run(folder, "tar", "xzf", pack(folder).path, "--strip-components=1", "-C", installed);
    const pulumi = "node_modules/@pulumi/pulumi";
    mkdirSync(join(folder, dirname(pulumi)));
    symlinkSync(join(root, pulumi), join(folder, pulumi));
  });
  afterAll(() => removeFolder(folder));

  test.each(["node10", "node16"] as const)(
    "pass a strict program that uses every argument and output, resolved as %s",
    (how) => {
      expect(complaints(everything(how), isProgram)).toEqual([]);
      expect(
        everything(how)
          .getSourceFiles()
          .some(({ fileName }) => isOurs(fileName)),
      ).toBe(true);
    },
    60_000,
  );

  test("pass the programs of each document, as CommonJS, which is what Pulumi's own template makes", () => {
    const texts = documentedPrograms();
    expect([...texts.keys()]).toEqual(
      expect.arrayContaining(["README.md", "docs/functions.md", "docs/resources/subscription.md"]),
    );
    const files = [...texts].map(([path, text]) => {
      const file = join(folder, `${path.replaceAll("/", "-")}.ts`);
      writeFileSync(file, text);
      return file;
    });
    const done = ts.createProgram(files, { ...resolutions.node10, strict: true, noEmit: true, types: [] });
    expect(complaints(done, (fileName) => files.includes(fileName))).toEqual([]);
  }, 60_000);

  test("give a list of choices as a list", () => {
    const text = `
      import * as pulumi from "@pulumi/pulumi";
      import { Application } from "pulumi-tencentrtc";
      const support = new Application("support", { products: ["chat"], region: "singapore" });
      export const products: pulumi.Output<string[]> = support.products;
    `;
    expect(complaints(compile("node16", text), isProgram)).toEqual([]);
  }, 60_000);

  test.each(["node10", "node16"] as const)(
    "need the types of no package but @pulumi/pulumi, resolved as %s",
    (how) => {
      expect(complaints(everything(how), isOurs)).toEqual([]);
    },
    60_000,
  );

  test("document every class, argument and output for hovers, arguments with an example", () => {
    const checker = everything("node16").getTypeChecker();
    const index = everything("node16").getSourceFile(join(installed, "dist/sdk/dynamic/index.d.ts"));
    const module = index && checker.getSymbolAtLocation(index);
    if (!module) throw new Error("the package's types are missing");
    const exported = checker
      .getExportsOfModule(module)
      .map((symbol) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol));
    const properties = exported
      .filter(({ name }) => /(Args|Outputs)$/.test(name))
      .flatMap((symbol) => checker.getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol)));
    const isDocumented = (symbol: ts.Symbol) => symbol.getDocumentationComment(checker).length > 0;
    const hasExample = (symbol: ts.Symbol) => symbol.getJsDocTags().some(({ name }) => name === "example");
    const named = (symbol: ts.Symbol) => checker.getFullyQualifiedName(symbol);

    expect(exported.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["Application", "AdminAccount", "PushCertificate", "Subscription", "Tag"]),
    );
    expect(properties.length).toBeGreaterThan(40);
    expect([...exported, ...properties].filter((symbol) => !isDocumented(symbol)).map(named)).toEqual([]);
    const needExample = [...exported, ...properties].filter(
      (symbol) => symbol.flags & ts.SymbolFlags.Class || ownerOf(symbol)?.endsWith("Args"),
    );
    expect(needExample.filter((symbol) => !hasExample(symbol)).map(named)).toEqual([]);
  }, 60_000);
});

/**
 * The programs of each document in one, with what a reader has at hand beside them. Generated examples are left out:
 * they are programs in `examples`, which other tests run. So is docs/server.md, whose program is for Tencent's SDK.
 */
function documentedPrograms(): Map<string, string> {
  const documents = [
    "README.md",
    ...readdirSync(join(root, "docs"), { recursive: true }).map((path) => `docs/${path}`),
  ];
  return new Map(
    documents.flatMap((path) => {
      if (!path.endsWith(".md") || path.endsWith(".zh-CN.md") || path === "docs/server.md") return [];
      const written = readFileSync(join(root, path), "utf8").replace(
        /^<!-- example: .*?^<!-- end of example -->/gms,
        "",
      );
      const text = [...written.matchAll(/^```ts\n(.*?)^```$/gms)].map(([, program]) => program).join("");
      if (text === "") return [];
      const surroundings = [
        ["import * as rtc from", 'import * as rtc from "pulumi-tencentrtc";'],
        ["import * as pulumi from", 'import * as pulumi from "@pulumi/pulumi";'],
        ["const support =", "declare const support: rtc.Application;"],
        ["const shared =", "declare const shared: rtc.Application;"],
      ].flatMap(([own = "", given = ""]) => (text.includes(own) ? [] : [given]));
      return [[path, `${surroundings.join("\n")}\n${text}`]];
    }),
  );
}

const printed = ({ file, start, messageText }: ts.Diagnostic): string =>
  `${file?.fileName}:${file && start !== undefined ? file.getLineAndCharacterOfPosition(start).line + 1 : "?"} ${ts.flattenDiagnosticMessageText(messageText, " ")}`;

/** The interface that a property is declared in. */
function ownerOf(property: ts.Symbol): string | undefined {
  const parent = property.declarations?.[0]?.parent;
  return parent && ts.isInterfaceDeclaration(parent) ? parent.name.text : undefined;
}
