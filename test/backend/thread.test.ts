import { ApiError, CreateApplication, DescribeApplications, ListApplications } from "../../backend/api";
import type { CallContext, Witness } from "../../backend/service";
import { BackendError } from "../../backend/store";
import { ServiceThread } from "../../backend/thread";
import { Backend, refusalOf, requestId, uin } from "./service/backend";

let backend: Backend;
let thread: ServiceThread;
beforeAll(async () => {
  backend = await Backend.open();
  thread = await ServiceThread.start(backend.database.location);
});
afterAll(async () => {
  await thread.close();
  await backend.close();
});

const context: CallContext = { uin, actor: { kind: "provider", secretId: "AKIDtest" }, requestId };
const names = async () =>
  (await thread.call(ListApplications, {}, context)).Applications.map(({ Name }) => Name);

test("a service in a thread answers as one in place does", async () => {
  const { SdkAppId } = await thread.call(CreateApplication, backend.newApplication, context);
  const request = { SdkAppIds: [SdkAppId] };
  const answer = await thread.answer("DescribeApplications", request, context);
  expect(answer).toEqual(await backend.service.answer("DescribeApplications", request, context));
  expect(JSON.parse(await thread.text("DescribeApplications", request, context))).toEqual(answer);
});

test("what a request hides is refused as in place", async () => {
  const request: unknown = JSON.parse(
    '{"Name":"support_chat","Region":"tokyo","Products":["chat"],"__proto__":{"x":1}}',
  );
  const refusal = await refusalOf(thread.answer("CreateApplication", request, context));
  expect(refusal).toMatchObject({ code: "UnknownParameter", parameter: "__proto__" });
});

test("what is asked at once is all answered", async () => {
  const asked = Array.from({ length: 50 }, (_, index) => `many_${index}`);
  const whole = { ...backend.newApplication };
  await Promise.all(asked.map((Name) => thread.call(CreateApplication, { ...whole, Name }, context)));
  expect(await names()).toEqual(expect.arrayContaining(asked));
});

test("a refusal keeps its code, its field, its RequestId and what else is wrong", async () => {
  const request = { Name: "", Region: "moon" };
  const refusal = await refusalOf(thread.answer("CreateApplication", request, context));
  const same = await refusalOf(backend.service.answer("CreateApplication", request, context));
  expect(refusal).toBeInstanceOf(ApiError);
  const parts = ({ code, message, parameter, requestId }: ApiError) => ({
    code,
    message,
    parameter,
    requestId,
  });
  expect(parts(refusal)).toEqual(parts(same));
  expect(refusal.others.length).toBeGreaterThan(0);
  expect(refusal.others.map(parts)).toEqual(same.others.map(parts));
});

test("a failure of ours keeps its cause, which is for logs", async () => {
  const wrong = { ...context, actor: { kind: "admin", user: Number.NaN } };
  // What no type lets through: the table refuses it.
  const refusal = await refusalOf(
    thread.answer("CreateApplication", backend.newApplication, wrong as unknown as CallContext),
  );
  expect(refusal).toMatchObject({ code: "InternalError", requestId });
  expect(refusal.cause).toMatchObject({ message: expect.any(String), stack: expect.stringContaining("at ") });
});

test("a witness is told whose secrets an answer holds, and which don't open", async () => {
  const { SdkAppId } = await thread.call(CreateApplication, backend.newApplication, context);
  const told = { secretsOf: [] as readonly number[], unopened: [] as BackendError[] };
  const witness: Witness = {
    secretsRead: (ids) => {
      told.secretsOf = ids;
    },
    unopened: (fault) => void told.unopened.push(fault),
  };
  const read = () =>
    thread.call(DescribeApplications, { SdkAppIds: [SdkAppId], WithSecrets: true }, { ...context, witness });
  await read();
  expect(told).toEqual({ secretsOf: [SdkAppId], unopened: [] });
  await backend.store.write((db) =>
    db
      .updateTable("applications")
      .set({ secret_key: "sealed otherwise" })
      .where("sdk_app_id", "=", SdkAppId)
      .execute(),
  );
  await read();
  expect(told.unopened).toEqual([expect.any(BackendError)]);
  expect(told.unopened[0]).toMatchObject({
    kind: "sealed-value",
    message: expect.stringContaining(`${SdkAppId}`),
  });
});

test("a database that can't be opened is an error that says what to do", async () => {
  await expect(ServiceThread.start({ file: "/nowhere/backend.db" })).rejects.toMatchObject({
    name: "BackendError",
    kind: "missing",
  });
});

test("a thread that is closed answers first what it was asked, and nothing later", async () => {
  const ended = await ServiceThread.start(backend.database.location);
  const asked = ended.call(CreateApplication, { ...backend.newApplication, Name: "the_last" }, context);
  await ended.close();
  await asked;
  expect(await names()).toContain("the_last");
  await expect(ended.call(ListApplications, {}, context)).rejects.toThrow("has ended");
  await ended.close();
});
