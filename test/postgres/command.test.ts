import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListApplications } from "../../backend/api";
import { Backend } from "../backend/service/backend";
import { tencentrtc } from "../cli/tencentrtc";

/** The command works on a shared database as on a file, and never shows its password. */
test("applications, doctor, snapshot, rotate-key and restore by a URL", async () => {
  const backend = await Backend.open();
  const { SdkAppId } = await backend.create();
  const { location, environment } = backend.database;
  const url = "url" in location ? location.url : "";
  const folder = mkdtempSync(join(tmpdir(), "tencentrtc-command-"));
  const file = join(folder, "snapshot");
  const outputs: string[] = [];
  const run = (args: string[], env: Record<string, string> = {}) => {
    const { code, stdout, stderr } = tencentrtc([...args, "--database", url], {
      env: { ...environment, ...env },
    });
    outputs.push(stdout, stderr);
    return { code, output: `${stdout}${stderr}` };
  };
  expect(run(["applications"])).toMatchObject({ code: 0, output: expect.stringContaining(`${SdkAppId}`) });
  const summary = "created: Name";
  expect(run(["activity"])).toMatchObject({ code: 0, output: expect.stringContaining(summary) });
  expect(run(["doctor"])).toMatchObject({ code: 2, output: expect.stringContaining("unclaimed") });
  expect(run(["snapshot", file])).toMatchObject({ code: 0 });
  expect(run(["rotate-key"])).toMatchObject({
    code: 1,
    output: expect.stringContaining("TENCENTRTC_BACKEND_NEW_KEY"),
  });
  const newKey = "e7".repeat(32);
  expect(run(["rotate-key"], { TENCENTRTC_BACKEND_NEW_KEY: newKey })).toMatchObject({ code: 0 });
  expect(run(["doctor"])).toMatchObject({ code: 1, output: expect.stringContaining("sealed with the key") });
  expect(run(["doctor"], { TENCENTRTC_BACKEND_KEY: newKey })).toMatchObject({ code: 2 });
  // The snapshot is of before, and so is its key.
  expect(run(["restore", file, "--yes"])).toMatchObject({ code: 0 });
  expect((await backend.call(ListApplications, {})).TotalCount).toBe(1);
  const { password } = new URL(url);
  for (const secret of [password, decodeURIComponent(password), newKey, ...Object.values(environment)]) {
    expect(outputs.join("\n")).not.toContain(secret);
  }
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});
