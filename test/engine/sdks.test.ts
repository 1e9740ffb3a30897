import { join } from "node:path";
import { pythonWithPulumi, root, runCommand, sdkExamples, testWithGo } from "./sdks";

const python = pythonWithPulumi();
const testWithPython = python === undefined ? test.skip : test;

test("the SDK for Node and the examples in TypeScript pass the compiler", () => {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  runCommand(process.execPath, [compiler, "--noEmit", "-p", "sdk/nodejs"]);
  runCommand(process.execPath, [compiler, "--noEmit", "-p", "test/engine/sdk-examples.tsconfig.json"]);
});

testWithPython("the SDK for Python and the examples in Python pass mypy", () => {
  // Pulumi's generator writes some assignments and one return value that mypy doesn't take, in every SDK.
  const ofGenerator = ["--disable-error-code=assignment", "--disable-error-code=return-value"];
  const args = [
    "--no-error-summary",
    "--follow-imports=silent",
    `--cache-dir=${join(root, "node_modules/.cache/mypy")}`,
    ...ofGenerator,
  ];
  runCommand(python ?? "", ["-m", "mypy", ...args, "sdk/python/pulumi_tencentrtc"]);
  const env = { MYPYPATH: "sdk/python" };
  for (const example of sdkExamples())
    runCommand(python ?? "", ["-m", "mypy", ...args, `sdk/examples/${example}/__main__.py`], { env });
});

testWithGo(
  "the SDK for Go and the examples in Go build, and pass vet, with the sums that are committed",
  () => {
    const options = { cwd: join(root, "sdk"), env: { GOWORK: "off", GOFLAGS: "-mod=readonly" } };
    runCommand("go", ["vet", "./go/...", "./examples/..."], options);
  },
);
