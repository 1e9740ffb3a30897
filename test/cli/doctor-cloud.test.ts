import { pair, Rehearsal, secrets, sound } from "./rehearsal";

let rehearsal: Rehearsal;
beforeEach(async () => {
  rehearsal = await Rehearsal.open();
});
afterEach(() => rehearsal.close());

describe("tencentrtc doctor --cloud", () => {
  const doctor = (args: readonly string[], env: NodeJS.ProcessEnv = {}) =>
    rehearsal.run(["doctor", "--cloud", ...args], env);

  test("prints which facts hold, without any secret", async () => {
    rehearsal.tencent.applications.set(1_400_000_001, { ...sound });
    const args = ["--site", "china", "--csv", rehearsal.file(["1400000001,tokyo,env:KEY,"])];
    const { code, stdout, stderr } = await doctor(args, pair);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(
      /^yes +1400000001 at tokyo +account_check with a wrong key +70003 +70003 or 70009$/m,
    );
    expect(stdout).not.toMatch(secrets);
  });

  test("exits 2 where a fact doesn't hold", async () => {
    rehearsal.tencent.applications.set(1_400_000_001, { ...sound, instead: 60016 });
    const { code, stdout } = await doctor(["--json", "--csv", rehearsal.file(["1400000001,tokyo,env:KEY,"])]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).checks[0]).toMatchObject({ answer: "60016", expected: "0", holds: false });
  });

  test.each([
    ["there is nothing to ask with", ["doctor", "--cloud"], "there is nothing to ask with"],
    ["--cloud isn't given", ["doctor", "--site", "china"], "give --cloud, too"],
  ])("is refused where %s", async (_, args, message) => {
    expect(await rehearsal.run(args)).toEqual({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining(message),
    });
  });
});
