import { CreatePushCertificate, PushPlatform, type RequestOf } from "../../backend/api";
import { apple, describeWithOpenssl, Openssl, password } from "../certificates/openssl";
import { Backend } from "../provider/backend";
import { tencentrtc } from "./tencentrtc";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
  // At the command's own time.
  backend.pass({ days: 30 });
});
afterEach(() => backend.close());

const certs = (...args: string[]) => tencentrtc(["certs", "--database", `file:${backend.file}`, ...args]);
const add = (SdkAppId: number, form: Omit<RequestOf<typeof CreatePushCertificate>, "SdkAppId">) =>
  backend.call(CreatePushCertificate, { SdkAppId, ...form });

/** A certificate whose term never ends. */
const huawei = {
  Platform: PushPlatform.parse({ Vendor: "huawei", PackageName: "com.example.shop", AppId: "104512345" }),
  Secrets: { AppSecret: "3f9a0c57d1e84b62" },
};

test("an account without certificates is clean", () => {
  expect(certs()).toEqual({ code: 0, stdout: "No push certificates.\n", stderr: "" });
});

test("one that never ends is within no limit", async () => {
  await add(await backend.create(), huawei);
  expect(certs("--within", "99999")).toMatchObject({ code: 0, stdout: expect.stringMatching(/\nnever /) });
});

test.each(["-1", "1.5", "soon", "100000"])("%s days are no limit", (days) => {
  expect(certs("--within", days)).toMatchObject({
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(/whole number of days/),
  });
});

describeWithOpenssl("terms that end", () => {
  const openssl = new Openssl();
  afterAll(() => openssl.close());
  const apns = (days: number, Environment: "production" | "development") => ({
    Platform: { Vendor: "apns-p12", Environment } as const,
    Secrets: {
      File: openssl
        .p12(openssl.certificate({ days, extensions: apple.both }), ["-iter", "1"])
        .toString("base64"),
      Password: password,
    },
  });

  test("come first, the next one to end before the others, and make it exit code 2 under the limit", async () => {
    const [one, other] = [await backend.create(), await backend.create({ Name: "other" })];
    await add(one, huawei);
    await add(one, apns(60, "production"));
    await add(other, apns(20, "development"));
    const { code, stdout } = certs();
    expect(code).toBe(2);
    const rows = stdout
      .trim()
      .split("\n")
      .map((line) => line.split(/ {2,}/));
    expect(rows.map((cells) => cells.slice(1, 3))).toEqual([
      ["DAYS LEFT", "SDKAPPID"],
      [expect.stringMatching(/^(19|20)$/), String(other)],
      [expect.stringMatching(/^(59|60)$/), String(one)],
      [String(one), expect.any(String)],
    ]);
    expect(certs("--within", "19")).toMatchObject({ code: 0, stdout });
    expect(certs("--within", "61")).toMatchObject({ code: 2, stdout });

    const json = certs("--json");
    expect(json.code).toBe(2);
    expect(JSON.parse(json.stdout)).toMatchObject({
      within: 30,
      certificates: [
        { sdkAppId: other, vendor: "apns-p12", environment: "development", app: "com.example.shop" },
        { sdkAppId: one, vendor: "apns-p12", environment: "production" },
        { sdkAppId: one, vendor: "huawei", environment: null, notAfter: null, daysLeft: null },
      ],
    });
  });
});
