import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateApplication, ListApplications } from "../../backend/api";
import { openDatabase } from "../../backend/store/open";
import { Backend } from "../provider/backend";
import { tencentrtc } from "./tencentrtc";

describe("keeping a backend", () => {
  let backend: Backend;
  let folder: string;
  let file: string;
  const run = (...args: string[]) => tencentrtc([...args, "--database", `file:${backend.file}`]);
  const result = (...args: string[]) => JSON.parse(run(...args, "--json").stdout);
  /** Of the backend as it was at the beginning. */
  let identity: string;
  let keyId: string;
  const create = (Name: string) =>
    backend.call(CreateApplication, { Name, Region: "singapore", Products: ["chat"] });
  const names = async () =>
    (await backend.call(ListApplications, {})).Applications.map((application) => application.Name);
  beforeEach(async () => {
    backend = await Backend.open();
    await create("kept");
    ({ identity } = result("doctor"));
    const database = await openDatabase({ file: backend.file }, undefined);
    keyId = database.meta.key_id;
    await database.close();
    folder = mkdtempSync(join(tmpdir(), "tencentrtc-keep-"));
    file = join(folder, "snapshot");
  });
  afterEach(async () => {
    await backend.close();
    rmSync(folder, { recursive: true, force: true });
  });

  test("a snapshot says which key it needs, and brings back what it holds", async () => {
    const taken = run("snapshot", file);
    expect(taken).toMatchObject({ code: 0, stderr: "" });
    expect(taken.stdout).toContain(`Its secrets need the key ${keyId}`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    await create("later");
    expect(run("restore", file)).toMatchObject({ code: 1, stderr: expect.stringContaining("add --yes") });
    expect(run("restore", `${file}x`, "--yes")).toMatchObject({
      code: 1,
      stderr: expect.stringContaining(`there is no snapshot ${file}x; nothing was changed`),
    });
    expect(await names()).toEqual(["kept", "later"]);
    expect(result("restore", file, "--yes")).toMatchObject({
      database: backend.file,
      identity,
      replaced: true,
    });
    expect(await names()).toEqual(["kept"]);
    expect(run("snapshot", file)).toMatchObject({ code: 1, stderr: expect.stringContaining("already") });
    expect(run("snapshot", join(file, "more"))).toMatchObject({
      code: 1,
      stderr: `error: the snapshot ${file}/more: ${file} is no folder\n`,
    });
  });

  test("a snapshot makes a backend where none is, with the key of before", async () => {
    run("snapshot", file);
    const elsewhere = join(folder, "new", "backend.db");
    const database = ["--database", `file:${elsewhere}`];
    const without = tencentrtc(["restore", file, "--yes", ...database]);
    expect(without).toMatchObject({ code: 1, stderr: expect.stringContaining("key file") });
    expect(existsSync(elsewhere)).toBe(false);
    const env = { TENCENTRTC_BACKEND_KEY: readFileSync(`${backend.file}.key`, "utf8").trim() };
    expect(tencentrtc(["restore", file, "--yes", ...database], { env })).toMatchObject({ code: 0 });
    const doctor = tencentrtc(["doctor", "--json", ...database], { env });
    expect(JSON.parse(doctor.stdout)).toMatchObject({
      identity,
      applications: 1,
      findings: [{ kind: "unclaimed" }],
    });
  });

  test("another backend's snapshot wants to be meant", async () => {
    run("snapshot", file);
    expect(run("reset", "--yes").code).toBe(0);
    expect(run("restore", file, "--yes")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(
        /is not the backend that it was taken from.*After a reset.*`tencentrtc restore --replace`/,
      ),
    });
    expect(run("restore", file, "--yes", "--replace").code).toBe(0);
    expect(await names()).toEqual(["kept"]);
  });

  test("a reset backend is empty and another one", async () => {
    expect(run("reset")).toMatchObject({ code: 1, stderr: expect.stringContaining("is lost") });
    expect(result("reset", "--yes").identity).not.toBe(identity);
    expect(result("applications").applications).toEqual([]);
    await expect(names()).rejects.toMatchObject({ kind: "moved" });
  });

  test("a rotated key opens every secret, and the one before none", async () => {
    const before = readFileSync(`${backend.file}.key`, "utf8").trim();
    const rotation = result("rotate-key");
    // The application's secret key, and the account's key of fingerprints.
    expect(rotation).toMatchObject({ previousKeyId: keyId, secrets: 2 });
    expect(result("doctor").findings).toMatchObject([{ kind: "unclaimed" }]);
    const env = { TENCENTRTC_BACKEND_KEY: before };
    const old = tencentrtc(["doctor", "--database", `file:${backend.file}`], { env });
    expect(old).toMatchObject({ code: 1, stderr: expect.stringContaining(rotation.keyId) });
  });
});
