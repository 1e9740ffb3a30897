import { sql } from "kysely";
import { CreateTag, DeleteApplication, DescribeAccount, ModifyApplication } from "../../../backend/api";
import { testOnFiles } from "../databases";
import { Backend } from "./backend";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

const rows = () =>
  backend.store.read((db) => db.selectFrom("applications").select(["sdk_app_id", "secret_key"]).execute());

describe("the sealed key of a deleted application", () => {
  const acts: [string, (other: number) => Promise<unknown>][] = [
    ["a creation", () => backend.create()],
    [
      "a change of another application",
      (SdkAppId) => backend.call(ModifyApplication, { SdkAppId, Name: "b" }),
    ],
    ["a write that touches no application", () => backend.call(CreateTag, { TagKey: "a", TagValue: "b" })],
    ["the question with which the next run begins", () => backend.call(DescribeAccount, {})],
  ];

  test.each(acts)("leaves the disk with %s", async (_, act) => {
    const { SdkAppId: last } = await backend.create();
    const { SdkAppId: other } = await backend.create();
    await backend.destroy(last);
    expect(await rows()).toHaveLength(2);
    await act(other);
    expect((await rows()).map((row) => row.sdk_app_id)).not.toContain(last);
  });

  test("stays as long as its window runs", async () => {
    const { SdkAppId } = await backend.create();
    await backend.disable(SdkAppId);
    await backend.call(DeleteApplication, { SdkAppId });
    await backend.call(DescribeAccount, {});
    await backend.call(CreateTag, { TagKey: "a", TagValue: "b" });
    expect(await rows()).toHaveLength(1);
  });
});

testOnFiles("looking for it uses the index of running windows", async () => {
  const { rows: plan } = await backend.store.read((db) =>
    sql`explain query plan select sdk_app_id from applications
      where uin = ${"u"} and status = ${"Deleting"} and status_until <= ${1}`.execute(db),
  );
  expect(JSON.stringify(plan)).toContain("applications_in_window");
});
