import { join } from "node:path";
import { pythonWithPulumi, root, runCommand, testWithGo } from "./sdks";

const python = pythonWithPulumi();
const testWithPython = python === undefined ? test.skip : test;

test("the SDK for Node passes the compiler", () => {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  runCommand(process.execPath, [compiler, "--noEmit", "-p", "sdk/nodejs"]);
});

testWithPython("the SDK for Python passes mypy", () => {
  // Pulumi's generator writes some assignments and one return value that mypy doesn't take, in every SDK.
  const ofGenerator = ["--disable-error-code=assignment", "--disable-error-code=return-value"];
  const args = ["--no-error-summary", "--follow-imports=silent", "--cache-dir=/dev/null", ...ofGenerator];
  runCommand(python ?? "", ["-m", "mypy", ...args, "sdk/python/pulumi_tencentrtc"]);
});

testWithGo("the SDK for Go builds, and passes vet, with the sums that are committed", () => {
  const options = { cwd: join(root, "sdk"), env: { GOWORK: "off", GOFLAGS: "-mod=readonly" } };
  runCommand("go", ["vet", "./go/..."], options);
});
