import { execFileSync } from "node:child_process";
import { join, resolve } from "node:path";

const root = resolve(__dirname, "../..");

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
