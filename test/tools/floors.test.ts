import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";

const root = resolve(__dirname, "../..");

/** Each row is an import on its own: from a file of one room to a file of another. A text is the rule that forbids it. */
const imports: readonly (readonly [from: string, to: string, allowed: boolean | string])[] = [
  ["backend/api", "backend/rules", false],
  ["backend/rules", "backend/api", true],
  ["backend/rules", "backend/store", false],
  ["backend/store", "backend/rules", true],
  ["backend/store", "backend/service", false],
  ["backend/service", "backend/store", true],
  ["backend/service", "provider/client", false],
  ["backend/http", "backend/service", true],
  ["provider/client", "backend/api", true],
  ["provider/client", "backend/service", false],
  ["provider/client", "provider/lifecycle", false],
  ["provider/client/in-process.ts", "backend/service", true],
  ["provider/client/in-process.ts", "backend/store", true],
  ["provider/client/in-process.ts", "provider/lifecycle", false],
  ["provider/lifecycle", "provider/client", true],
  ["provider/lifecycle", "backend/store", false],
  ["provider/lifecycle", "provider/resources", false],
  ["provider/resources", "provider/lifecycle", true],
  ["provider/resources", "provider/adapters", false],
  ["provider/adapters", "provider/resources", true],
  ["provider/adapters", "backend/service", false],
  ["provider/adapters", "sdk/dynamic", false],
  ["sdk/dynamic", "provider/resources", true],
  ["sdk/dynamic", "backend/store", false],
  ["sdk/dynamic", "test/fixtures", false],
  ["sdk/dynamic", "cli", false],
  ["provider/client", "cli", false],
  ["backend/service", "cli", false],
  ["cli", "provider/resources", true],
  ["cli", "provider/client", true],
  ["cli", "backend/api", true],
  ["cli", "backend/store", false],
  ["cli", "backend/service", false],
  ["cli/operator", "backend/store", true],
  ["cli/operator", "sdk/dynamic", false],
  ["ground", "backend/api", false],
  ["ground", "certificates", false],
  ["backend/api", "ground", true],
  ["certificates", "ground", true],
  ["backend/unknown", "backend/api", "room without a floor"],
  ["backend/service/subscription", "backend/service/application", true],
  ["backend/service/application", "backend/service/subscription", "inner floor backend/service"],
  ["backend/service/tag", "backend/service/handlers.ts", "inner floor backend/service/tag"],
  ["backend/service/scope.ts", "backend/service/subscription", "inner floor backend/service"],
  ["cli/fleet", "cli/commands", "inner floor cli/fleet"],
  ["cli/reports", "cli/commands", "inner floor cli/reports"],
  ["cli/commands", "cli/reports", true],
];

const folder = mkdtempSync(join(tmpdir(), "floors-"));
/** Text of each importing file. */
const lines = new Map<string, string>();
const violations = new Map<string, string[]>();
afterAll(() => rmSync(folder, { recursive: true }));

function write(file: string, text: string): void {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}
const fileOf = (room: string, name: string) => (room.endsWith(".ts") ? room : `${room}/${name}.ts`);
const nameOf = (from: string, to: string) => `${from} → ${to}`;

beforeAll(() => {
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  write("tsconfig.json", '{ "compilerOptions": { "module": "Node16", "moduleResolution": "Node16" } }');
  imports.forEach(([from, to], i) => {
    const target = fileOf(to, `imported-${i}`);
    // A type counts as much as a value. One file may hold several rows.
    const importer = fileOf(from, `importer-${i}`);
    const specifier = relative(dirname(importer), target).replace(/\.ts$/, "");
    write(target, "export type Thing = string;\n");
    const before = lines.get(importer) ?? "";
    lines.set(importer, `${before}export type { Thing as Thing${i} } from "./${specifier}";\n`);
  });
  for (const [file, text] of lines) write(file, text);
  write("backend/api/circle-a.ts", 'export { b } from "./circle-b";\nexport const a = 1;\n');
  write("backend/api/circle-b.ts", 'export { a } from "./circle-a";\nexport const b = 1;\n');
  write("backend/api/lost.ts", 'export { x } from "./nowhere";\n');
  write("backend/api/engine.ts", 'export { log } from "@pulumi/pulumi";\n');
  write("backend/api/tooling.ts", 'export { build } from "esbuild";\n');
  write("provider/client/sql.ts", 'export { sql } from "kysely";\n');
  write(
    "provider/resources/rpc.ts",
    'export { Server } from "@grpc/grpc-js";\nexport { request } from "node:http";\n',
  );
  write("backend/api/fine.ts", 'export { z } from "zod";\nexport { join } from "node:path";\n');
  // Which packages are a user's and which a developer's.
  write(
    "package.json",
    JSON.stringify({
      dependencies: { zod: "*", kysely: "*", "@pulumi/pulumi": "*", "@grpc/grpc-js": "*" },
      devDependencies: { esbuild: "*" },
    }),
  );

  const cruise = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const config = join(root, "tools/check/floors.cjs");
  const args = [
    cruise,
    "--config",
    config,
    "--output-type",
    "json",
    "backend",
    "provider",
    "sdk/dynamic",
    "cli",
    "ground",
    "certificates",
  ];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 26 });
  for (const { from, to, rule } of JSON.parse(stdout).summary.violations) {
    const known = violations.get(nameOf(from, to)) ?? [];
    violations.set(nameOf(from, to), [...known, rule.name]);
  }
}, 30_000);

test.each(imports.map((row, i) => [...row, i] as const))("%s may import %s: %s", (from, to, allowed, i) => {
  const names = violations.get(nameOf(fileOf(from, `importer-${i}`), fileOf(to, `imported-${i}`)));
  const floor = typeof allowed === "string" ? allowed : `floor ${from}`;
  expect(names).toEqual(allowed === true ? undefined : [floor]);
});

test.each([
  ["backend/api/circle-a.ts", "no circles"],
  ["backend/api/lost.ts", "everything resolves"],
  ["backend/api/engine.ts", "backend without Pulumi"],
  ["backend/api/tooling.ts", "shipped code needs shipped packages"],
  ["provider/client/sql.ts", "provider without a database"],
  ["provider/resources/rpc.ts", "kinds without a transport"],
])("%s breaks the rule %s", (file, rule) => {
  const broken = [...violations]
    .filter(([name]) => name.startsWith(`${file} →`))
    .flatMap(([, rules]) => rules);
  expect(broken).toContain(rule);
});

test("packages and modules of Node are no concern of the floors", () => {
  expect([...violations.keys()].filter((name) => name.startsWith("backend/api/fine.ts"))).toEqual([]);
});
