import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { FakeMachine } from "./fake-machine";

const root = resolve(__dirname, "../..");
const { devDependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const randomVersion = devDependencies["@pulumi/random"];

let machine: FakeMachine;
beforeEach(() => {
  machine = new FakeMachine();
});
afterEach(() => machine.destroy());

describe("downloads by two processes at once", () => {
  const both = () => Promise.all([machine.find("--print"), machine.find("--print")]);

  test("of the CLI happen once, and neither removes what the other is downloading", async () => {
    machine.npm({ slowly: true });
    const [a, b] = await both();
    expect([a.code, b.code]).toEqual([0, 0]);
    expect(a.stdout).toBe(b.stdout);
    expect(machine.calls("npm")).toHaveLength(1);
    expect(`${a.stderr}${b.stderr}`).toContain("Another process is downloading the Pulumi CLI");
  });

  test("of the random plugin happen once", async () => {
    machine.pulumi({
      pluginInstall: `/bin/sleep 1; /bin/mkdir -p "$PULUMI_HOME/plugins/resource-random-v${randomVersion}"`,
    });
    const [a, b] = await both();
    expect([a.code, b.code]).toEqual([0, 0]);
    expect(machine.calls("pulumi plugin")).toHaveLength(1);
    expect(`${a.stderr}${b.stderr}`).toContain("Another process is downloading the random plugin");
  });
});
