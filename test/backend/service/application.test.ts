import {
  CreateApplication,
  DeleteApplication,
  DescribeApplications,
  DisableApplication,
  EnableApplication,
  ListApplications,
  ModifyApplication,
} from "../../../backend/api";
import { Backend } from "./backend";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

const chat = { Name: "support_chat", Region: "singapore", Products: ["chat"] } as const;
const create = async () =>
  (await backend.call(CreateApplication, { ...chat, Products: [...chat.Products] })).SdkAppId;

test("lives from creation to deletion", async () => {
  const SdkAppId = await create();
  expect(SdkAppId).toBe(1999000001);
  await backend.call(ModifyApplication, { SdkAppId, Description: "first_line" });
  await backend.call(DisableApplication, { SdkAppId });
  backend.pass({ seconds: 300 });
  await backend.call(EnableApplication, { SdkAppId });
  backend.pass({ seconds: 300 });
  const { Applications } = await backend.call(ListApplications, { WithSecrets: true });
  expect(Applications[0]).toMatchObject({ Status: "Normal", Description: "first_line", SdkAppId });
  expect(Applications[0]?.SecretKey).toMatch(/^[0-9a-f]{64}$/);
  await backend.call(DisableApplication, { SdkAppId });
  backend.pass({ seconds: 300 });
  await backend.call(DeleteApplication, { SdkAppId });
  backend.pass({ seconds: 300 });
  const { Entries } = await backend.call(DescribeApplications, { SdkAppIds: [SdkAppId] });
  expect(Entries[0]).toMatchObject({ Outcome: "Refused", Code: "ResourceNotFound.Application" });
});
