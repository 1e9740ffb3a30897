import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tencentrtc } from "./tencentrtc";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tencentrtc-project-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.each([["validate"], ["up"], ["doctor"]])("tencentrtc %s", (verb) => {
  const run = () => {
    const { code, stdout, stderr } = tencentrtc([verb], { cwd: folder });
    return { code, output: `${stdout}${stderr}` };
  };

  test("refuses a password in Pulumi.yaml, and doesn't repeat it", () => {
    mkdirSync(join(folder, "apps"));
    const app = "application: a\nproducts: [chat]\nregion: china\naccount: main\n";
    writeFileSync(join(folder, "apps/a.yaml"), app);
    const endpoint = "postgres://rtc:hunter2@db.example.com/rtc";
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      `name: fleet\nruntime: nodejs\ntencentrtc:\n  accounts:\n    main:\n      endpoint: ${endpoint}\n`,
    );
    const { code, output } = run();
    expect(code).toBe(1);
    expect(output).toContain("Pulumi.yaml:6:17: tencentrtc.accounts.main.endpoint must not hold a password");
    expect(output).not.toContain("hunter2");
    // A file isn't blamed for naming what Pulumi.yaml couldn't be read to have.
    expect(output).not.toContain("a.yaml");
  });

  test("says without a stack that Pulumi.yaml is a folder", () => {
    mkdirSync(join(folder, "Pulumi.yaml"));
    const { code, output } = run();
    expect(code).toBe(1);
    expect(output).toContain("Pulumi.yaml:1:1: is no regular file");
    expect(output).not.toContain("    at ");
  });
});
