import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PlayedTencent } from "../backend/cloud/played-tencent";
import { command } from "./tencentrtc";

/** What the packed command loads late is there; all else of it is tested in process, by verify.test.ts. */
test("tencentrtc verify runs as a command of its own", async () => {
  const secretKey = "0123456789abcdef".repeat(4);
  const tencent = await new PlayedTencent().open();
  tencent.applications.set(1_400_000_001, { region: "tokyo", secretKey, admins: ["administrator", "ops"] });
  const folder = mkdtempSync(join(tmpdir(), "tencentrtc-verify-"));
  const file = join(folder, "apps.csv");
  writeFileSync(file, "id,region,key,admins\n1400000001,,file:key.txt,ops\n");
  writeFileSync(join(folder, "key.txt"), `${secretKey}\n`);
  const { CI: _, ...own } = process.env;
  const env = { ...own, ...tencent.environment() };
  try {
    const stdout = await new Promise<string>((resolve, reject) => {
      const args = [command, "verify", "--csv", file];
      execFile(process.execPath, args, { env, cwd: folder }, (error, printed) =>
        error ? reject(error) : resolve(printed),
      );
    });
    expect(stdout).toMatch(/^1400000001 +not known +right +tokyo +serves +administrator, ops$/m);
  } finally {
    await tencent.close();
    rmSync(folder, { recursive: true });
  }
});
