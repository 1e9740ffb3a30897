import { existsSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { SimulateApplication, VerifyUserSig } from "../../backend/api";
import { share, testAtNight } from "../depth";
import { Console } from "./backend";
import { Project } from "./project";

const project = new Project();
const backend = new Console(project.backendFile);
afterAll(() => project.remove());

const tenYears = 315_360_000;
const program = `
  const app = new rtc.Application("app", { products: ["chat"], region: "singapore", tags: { team: "support" } });
  const seen = rtc.getApplicationOutput({ id: app.id });
  exports.key = seen.secretKey;
  exports.name = seen.name;
  exports.whole = seen;
  exports.listed = rtc.getApplicationsOutput({ tags: { team: "support" } }).ids;
  exports.sdkAppId = app.sdkAppId;
  exports.sig = rtc.userSig({
    sdkAppId: app.sdkAppId, secretKey: app.secretKey, userId: "administrator",
    issuedAt: "2026-11-01T00:00:00Z", expiresIn: ${tenYears},
  });
`;

/** A program's mistake is told in a line, not with a stack into this package. */
const noStack = (output: string) =>
  expect(output).not.toMatch(/\n\s+at .*(sdk|provider)\/(dynamic|functions)/);

test("a first preview looks up nothing, and makes no backend", async () => {
  await project.init();
  project.program(program);
  const { code, output } = await project.preview();
  expect(output).toContain("+ 2 to create");
  expect(code).toBe(0);
  expect(existsSync(dirname(project.backendFile))).toBe(false);
});

testAtNight("a form that answers undefined finds nothing where no backend is, and makes none", async () => {
  project.program(`
    exports.found = rtc.findApplicationOutput({ id: "1400000001" }).apply((one) => String(one));
    exports.plan = rtc.findSubscription({ application: "1400000001", product: "chat" }).then((one) => String(one));
  `);
  const { code, output } = await project.preview();
  expect(output).toMatch(/found\s*: "undefined"\n\s*\+? *plan\s*: "undefined"/);
  expect(code).toBe(0);
  expect(existsSync(dirname(project.backendFile))).toBe(false);
});

testAtNight("an id that no backend can hold yet is a mistake in a line", async () => {
  project.program('exports.one = rtc.getApplication({ id: "1400000001" });');
  const { code, output } = await project.preview();
  expect(output).toMatch(
    /getApplication: there is no management backend at "file:.tencentrtc\/backend.db" yet/,
  );
  expect(code).not.toBe(0);
  noStack(output);
  expect(existsSync(dirname(project.backendFile))).toBe(false);
});

test("what is looked up keeps its secrets, and nothing else is one", async () => {
  project.program(program);
  const { code, output } = await project.up();
  expect([code, code === 0 ? "" : output]).toEqual([0, ""]);
  const { key, name, whole, sig, sdkAppId } = await project.outputs();
  const id = Number(sdkAppId);
  expect(key).toBe((await backend.application(id)).SecretKey);
  expect([name, whole]).toMatchObject(["app", { secretKey: key, adminAccounts: ["administrator"] }]);
  for (const text of [output, project.stateText(), await project.must("stack", "output", "--stack", "dev")]) {
    expect(text).not.toContain(key);
    expect(text).not.toContain(sig);
  }
  expect(await project.must("stack", "output", "name", "--stack", "dev")).toBe("app\n");

  const verified = await backend.call(VerifyUserSig, {
    SdkAppId: id,
    UserId: "administrator",
    UserSig: String(sig),
  });
  expect(verified).toMatchObject({ Accepted: true, SignatureAlgorithm: "HMAC-SHA256" });
});

test("a later run finds it, and the signature is the same", async () => {
  const { sig, sdkAppId } = await project.outputs();
  const { code, output } = await project.up("--diff");
  expect(output).toContain("2 unchanged");
  expect(code).toBe(0);
  expect(await project.outputs()).toMatchObject({ listed: [String(sdkAppId)], sig });
});

test("a plain look-up works in a preview, before anything is declared of it", async () => {
  const { sdkAppId } = await project.outputs();
  project.program(`
    ${program}
    module.exports = (async () => {
      const one = await rtc.getApplication({ id: "${sdkAppId}" });
      const { applications } = await rtc.getApplications({ status: "Normal", name: one.name });
      const gone = await rtc.findPushCertificates({ application: "1999999999" });
      return { ...exports, gone: String(gone), found: applications.map(({ id }) => id).join(), isSecret: pulumi.isSecret(one.secretKey) };
    })();
  `);
  const { code, output } = await project.preview("--diff");
  expect(output).toMatch(new RegExp(`found\\s*: "${sdkAppId}"`));
  expect(output).toMatch(/isSecret\s*: true/);
  expect(output).toMatch(/gone\s*: "undefined"/);
  expect(code).toBe(0);
});

const mistakes: [string, string, RegExp][] = [
  [
    "an argument of another type",
    `rtc.getApplication({ id: true })`,
    /getApplication: id must be the id of an app/,
  ],
  ["a filter that isn't one", `rtc.getApplications({ label: "x" })`, /getApplications: label isn't known/],
  [
    "an application that isn't there",
    `rtc.getApplication({ id: "1999999999" })`,
    /no application 1999999999/,
  ],
  [
    "a signature without its time",
    `rtc.userSig({ sdkAppId: 1, secretKey: "a".repeat(64), userId: "u", expiresIn: 1 })`,
    /userSig: issuedAt must be seconds since 1970/,
  ],
];
test.each(share(mistakes))("%s is a mistake in a line", async (_, expression, says) => {
  project.program(`${program}\n${expression};`);
  const { code, output } = await project.preview();
  expect(output).toMatch(says);
  expect(code).not.toBe(0);
  noStack(output);
});

testAtNight("a signature of an application with a key pair is refused, with the way out", async () => {
  const { sdkAppId } = await project.outputs();
  const ecdsa = { SdkAppId: Number(sdkAppId), SignatureAlgorithm: "ECDSA-SHA256" } as const;
  await backend.admin(SimulateApplication, ecdsa);
  // Pulumi takes seconds over an export that has failed.
  project.program(program.replace("exports.sig =", ""));
  await project.refresh("--run-program=false");
  const { code, output } = await project.up();
  expect(output).toMatch(/userSig: secretKey is missing: an application from before 2019-08-15/);
  expect(code).not.toBe(0);
  noStack(output);

  project.program(program.replace("products:", 'signatureAlgorithm: "HMAC-SHA256", products:'));
  expect((await project.up()).output).toContain("1 updated");
  const { UserId, UserSig } = { UserId: "administrator", UserSig: String((await project.outputs()).sig) };
  const verified = await backend.call(VerifyUserSig, { SdkAppId: Number(sdkAppId), UserId, UserSig });
  expect(verified).toMatchObject({ Accepted: true });
});

test("a backend that is missing is never made anew, nor taken for an empty one", async () => {
  rmSync(dirname(project.backendFile), { recursive: true });
  project.program("rtc.getApplicationsOutput();");
  const { code, output } = await project.preview();
  expect(output).toMatch(/getApplications: the management backend .* is missing/);
  expect(code).not.toBe(0);
  expect(existsSync(dirname(project.backendFile))).toBe(false);
});
