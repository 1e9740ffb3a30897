import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

test.each([
  { name: "nothing", resources: undefined, says: "empty" },
  { name: "the stack alone", resources: [{}], says: "Interrupted: the stack still holds 1 of its resources" },
  { name: "applications", resources: [{}, {}, {}], says: "`again` goes on from here" },
])("after a destroy that ended well with $name left", ({ resources, says }) => {
  const folder = mkdtempSync(join(tmpdir(), "tencentrtc-quickstart-"));
  const cli = join(folder, "pulumi");
  writeFileSync(cli, `#!/bin/sh\necho '${JSON.stringify({ deployment: { resources } })}'\n`, { mode: 0o755 });
  const code = `
    const { Pulumi } = await import(${JSON.stringify(join(root, "tools/quickstart/pulumi.mjs"))});
    const pulumi = new Pulumi({ cli: ${JSON.stringify(cli)}, env: {} }, "again");
    await pulumi.mustBeEmpty().then(() => process.stdout.write("empty"), (error) => process.stdout.write(error.message));`;
  try {
    const said = execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
    expect(said).toContain(says);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each(["npm run quickstart", "npm run quickstart -- --destroy"])(
  "a failure of pulumi advises the command that failed: %s",
  (again) => {
    const code = `
      const { Pulumi } = await import(${JSON.stringify(join(root, "tools/quickstart/pulumi.mjs"))});
      const pulumi = new Pulumi({ cli: "/bin/false", env: {} }, ${JSON.stringify(again)});
      await pulumi.must("up").catch((error) => process.stdout.write(error.message));`;
    const said = execFileSync(process.execPath, ["--input-type=module", "-e", code], { encoding: "utf8" });
    expect(said).toContain(`\`${again}\` goes on from here`);
  },
);
