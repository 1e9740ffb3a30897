import { ApiError, DescribeAdminAccounts, DescribeApplications } from "../../../backend/api";
import { Backend } from "./backend";

/** A rule that refuses for a reason which no entry of an answer can carry. */
jest.mock("../../../backend/service/application/live", () => {
  type Live = typeof import("../../../backend/service/application/live");
  const actual = jest.requireActual<Live>("../../../backend/service/application/live");
  const judgeRow: Live["judgeRow"] = () => new ApiError("ResourceUnavailable", "planted");
  return { ...actual, judgeRow };
});

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

describe("a refusal of another kind than gone or forbidden", () => {
  test("fails a look at applications, and is never read as gone", async () => {
    const { SdkAppId } = await backend.create();
    const refusal = await backend.refusal(DescribeApplications, { SdkAppIds: [SdkAppId] });
    expect(refusal.code).toBe("ResourceUnavailable");
  });

  test("fails a look at admin accounts, and is never read as gone", async () => {
    const { SdkAppId } = await backend.create();
    const AdminAccounts = [{ SdkAppId, UserId: "administrator" }];
    const refusal = await backend.refusal(DescribeAdminAccounts, { AdminAccounts });
    expect(refusal.code).toBe("ResourceUnavailable");
  });
});
