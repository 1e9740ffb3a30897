import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

/** Finds or installs the SDK; without it the tests of this project are left out, and the run says so. */
export default function setUp(): void {
  const finder = resolve(__dirname, "../../tools/python-sdk.mjs");
  try {
    const found = execFileSync(process.execPath, [finder, "test/python"], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    process.env.TEST_PYTHON = found.trim();
  } catch {
    process.stderr.write(
      'Tencent\'s SDK for Python: not to be had (see above), so the tests of the project "python" are SKIPPED.\n',
    );
  }
}
