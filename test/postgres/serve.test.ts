import { rotateKey } from "../../backend/store";
import { Backend } from "../backend/service/backend";
import { ServerProcess } from "../cli/server-process";
import { tencentrtc } from "../cli/tencentrtc";

let backend: Backend;
let server: ServerProcess;
const newKey = "e7".repeat(32);
/** The command with the database's key, or with a key pair of the server. */
const run = (args: string[], env: Readonly<Record<string, string>> = backend.database.environment) =>
  tencentrtc(args, { env });
const url = () => ("url" in backend.database.location ? backend.database.location.url : "");

beforeEach(async () => {
  backend = await Backend.open();
  server = await ServerProcess.startWith(backend.database.environment, "--database", url());
});
afterEach(async () => {
  await server.end();
  await backend.close();
});

/** What signs requests of a new account. */
function account(): Record<string, string> {
  const { stdout } = run(["account", "add", "shop", "--json", "--database", url()]);
  const { secretId, secretKey } = JSON.parse(stdout);
  return { TENCENTCLOUD_SECRET_ID: secretId, TENCENTCLOUD_SECRET_KEY: secretKey };
}

test("a shared database is served: its accounts sign requests, and doctor asks the server", async () => {
  const pair = account();
  const doctor = run(["doctor", "--json", "--database", server.url], pair);
  expect(doctor).toMatchObject({ code: 0, stderr: "" });
  expect(JSON.parse(doctor.stdout)).toMatchObject({
    database: server.url,
    identity: backend.store.identity,
    findings: [],
  });
  const without = run(["doctor", "--database", server.url], {});
  expect(without).toMatchObject({ code: 1, stderr: expect.stringContaining("needs a key pair") });
});

test.each([["snapshot", "file"], ["restore", "file"], ["reset"], ["rotate-key"]])(
  "%s refuses a server before it asks anything: the database is to be named",
  (...args) => {
    expect(run([...args, "--database", server.url])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringMatching(/^error: the endpoint "http:.* can't be used: name a database/),
    });
  },
);

test("a server refuses every request once its key was rotated, and changes nothing", async () => {
  const pair = account();
  const environment = { ...backend.database.environment, TENCENTRTC_BACKEND_NEW_KEY: newKey };
  await rotateKey({ ...backend.database.location, environment });
  const refused = run(["applications", "--database", server.url], pair);
  expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining("can't be used now") });
  await server.end();
  expect(server.log).toContain("its key was rotated while it was in use");
  const again = await ServerProcess.startWith({ TENCENTRTC_BACKEND_KEY: newKey }, "--database", url());
  expect(run(["applications", "--database", again.url], pair)).toMatchObject({ code: 0 });
  await again.end();
});
