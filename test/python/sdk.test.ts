import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { applicationResource, CreateApplication } from "../../backend/api";
import { HttpTransport } from "../../provider/client/http/http";
import { options } from "../backend/http/served";
import type { Account } from "../cli/account";
import { ServerProcess } from "../cli/server-process";

const python = process.env.TEST_PYTHON;
const folder = mkdtempSync(join(tmpdir(), "tencentrtc-python-"));
let server: ServerProcess;
let account: Account;
let SdkAppId: number;

beforeAll(async () => {
  const database = ["--database", `file:${join(folder, "backend.db")}`];
  server = await ServerProcess.start(...database, "--account", "python");
  if (!server.ready.account) throw new Error("the server has made no account");
  account = server.ready.account;
  const transport = new HttpTransport({ endpoint: new URL(server.url), credentials: account });
  const application = { Name: "python", Region: "tokyo" } as const;
  ({ SdkAppId } = await transport.call(CreateApplication, { ...application, Products: ["chat"] }, options()));
  await transport.close();
});
afterAll(async () => {
  await server.end();
  rmSync(folder, { recursive: true, force: true });
});

const RequestId = z.string().regex(/^[0-9a-f-]{36}$/);
const Refused = z.object({ code: z.string(), message: z.string(), requestId: RequestId });

/** Runs the SDK on the server and answers what it printed. */
function runSdk(secretKey: string): unknown {
  const script = join(__dirname, "tag_service.py");
  const names = [SdkAppId, 5].map((id) => applicationResource(account.uin, id));
  const credentials = { TENCENTCLOUD_SECRET_ID: account.secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
  const env = { ...process.env, ...credentials, PYTHONIOENCODING: "utf-8" };
  const args = [script, new URL(server.url).host, ...names];
  return JSON.parse(execFileSync(python ?? "python3", args, { env, encoding: "utf8" }));
}

const testWithSdk = python === undefined ? test.skip : test;

testWithSdk("Tencent's SDK for Python makes, lists and puts on tags, and reads a refusal", () => {
  const tag = { TagKey: "团队", TagValue: "support" };
  const [resource, missing] = [SdkAppId, 5].map((id) => applicationResource(account.uin, id));
  const answers = runSdk(account.secretKey);
  const answered = expect.stringMatching(/^[0-9a-f-]{36}$/);
  expect(answers).toMatchObject({
    created: { RequestId: answered },
    described: { RequestId: answered, TotalCount: 1, Tags: [{ ...tag, CanDelete: 1 }] },
    tagged: { FailedResources: [{ Resource: missing, Code: "InvalidParameterValue.ResourceIdInvalid" }] },
    found: { PaginationToken: "", ResourceTagMappingList: [{ Resource: resource, Tags: [tag] }] },
    refused: {
      code: "FailedOperation.TagAttachedResource",
      message: expect.stringContaining("take it off there first"),
      requestId: answered,
    },
  });
});

testWithSdk("a wrong secret key is refused in words that the SDK for Python reads", () => {
  const answers = z.record(z.string(), Refused).parse(runSdk("wrong"));
  expect(new Set(Object.values(answers).map(({ code }) => code))).toEqual(
    new Set(["AuthFailure.SignatureFailure"]),
  );
});
