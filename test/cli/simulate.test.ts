import { CreateApplication, PurchaseSubscription } from "../../backend/api";
import { Backend } from "../provider/backend";
import { tencentrtc } from "./tencentrtc";

describe("tencentrtc simulate", () => {
  let backend: Backend;
  let id: string;
  const act = (...args: string[]) => tencentrtc(["simulate", ...args, "--database", `file:${backend.file}`]);
  beforeAll(async () => {
    backend = await Backend.open();
  });
  afterAll(() => backend.close());
  beforeEach(async () => {
    const made = await backend.call(CreateApplication, {
      Name: "support",
      Region: "singapore",
      Products: ["chat"],
    });
    id = String(made.SdkAppId);
    const order = { Product: "chat", Edition: "pro", Months: 12 } as const;
    await backend.call(PurchaseSubscription, { SdkAppId: made.SdkAppId, ...order });
  });

  test("a refund expires the application", async () => {
    expect(act("refund", `${id}/chat`)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`simulated: package ${id}/chat is Refunded, "pro"`),
    });
    // The backend's clock runs a month behind the command's.
    backend.pass({ days: 31 });
    expect(await backend.application(id)).toMatchObject({ Status: "Expired" });
    backend.pass({ days: -31 });
  });

  test("a downgrade to free-trial makes it anybody's to delete", async () => {
    const run = act("downgrade", `${id}/chat`, "--edition", "free-trial", "--json");
    expect(JSON.parse(run.stdout)).toMatchObject({
      id: `${id}/chat`,
      status: "Refunded",
      edition: "free-trial",
    });
    expect(await backend.application(id)).toMatchObject({ DeletableBySupportOnly: false });
  });

  test.each([
    ["an event that is none", ["thunder", "1/chat"], "Allowed choices are refund"],
    ["no id of a package", ["refund", "1999000001"], "is no id of the form"],
    ["a product that is none", ["refund", "1999000001/sms"], "its product must be one of"],
    ["a package that isn't there", ["refund", "1999000001/call"], "ResourceNotFound.Subscription"],
    [
      "an edition that is none",
      ["downgrade", "1999000001/chat", "--edition", "x"],
      "--edition must be one of",
    ],
  ])("%s is said in words", (_, args, words) => {
    const { code, stderr } = act(...args);
    expect(code).not.toBe(0);
    expect(stderr).toContain(words);
    expect(stderr).not.toMatch(/\n\s+at /);
  });
});
