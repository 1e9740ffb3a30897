import { randomBytes } from "node:crypto";
import { chmodSync, writeFileSync } from "node:fs";
import { CreateApplication, PurchaseSubscription, ReleaseSubscription } from "../../backend/api";
import { Connection } from "../../backend/store/sqlite/connection";
import { Client } from "../../provider/client/client";
import { connect } from "../../provider/client/endpoint";
import { Backend } from "../provider/backend";
import { tencentrtc } from "./tencentrtc";

const owner = "organization::dev::shop::::support";

describe("tencentrtc doctor", () => {
  let backend: Backend;
  const doctor = (...args: string[]) => tencentrtc(["doctor", ...args, "--database", `file:${backend.file}`]);
  const findings = () => {
    const { code, stdout } = doctor("--json");
    return { code, ...JSON.parse(stdout) };
  };
  const create = async (Owner?: string) =>
    backend.call(CreateApplication, { Name: "support", Region: "singapore", Products: ["chat"], Owner });
  /** As a fault of the disk or of a tool would, past every rule. */
  const spoil = (sql: string) => {
    const connection = new Connection(backend.file);
    connection.execute("pragma foreign_keys = off");
    connection.execute(sql);
    connection.close();
  };
  beforeEach(async () => {
    backend = await Backend.open();
  });
  afterEach(() => backend.close());

  test("finds nothing wrong where every application is claimed once", async () => {
    await create(owner);
    expect(findings()).toMatchObject({ code: 0, database: backend.file, applications: 1, findings: [] });
    expect(doctor()).toMatchObject({ code: 0, stdout: expect.stringContaining("ok  no damage"), stderr: "" });
  });

  test("lists what no declaration claims, with the way back into a program", async () => {
    await create(owner);
    const { SdkAppId } = await create();
    expect(findings()).toMatchObject({ code: 2, findings: [{ kind: "unclaimed", sdkAppIds: [SdkAppId] }] });
    const { code, stdout } = doctor();
    expect(code).toBe(2);
    expect(stdout).toContain(`Application ${SdkAppId} "support" (Normal): no declaration claims it`);
    expect(stdout).toContain(`adopt: "${SdkAppId}"`);
  });

  test("looks at every account of the database", async () => {
    const { stdout } = tencentrtc(["account", "add", "shop", "--json", "--database", `file:${backend.file}`]);
    const { uin } = JSON.parse(stdout);
    const theirs = await connect(`file:${backend.file}`, "/", { uin, actor: "console" });
    const client = new Client(theirs, new AbortController().signal);
    const made = await client.call(CreateApplication, { Name: "desk", Region: "tokyo", Products: ["chat"] });
    await client.close();
    expect(findings()).toMatchObject({
      code: 2,
      applications: 1,
      accounts: [{ applications: 0 }, { uin, applications: 1 }],
      findings: [{ kind: "unclaimed", sdkAppIds: [made.SdkAppId] }],
    });
    expect(doctor().stdout).toContain(`account ${uin}, applications: 1`);
  });

  test("lists what one declaration claims twice", async () => {
    const ids = [await create(owner), await create(owner)].map(({ SdkAppId }) => SdkAppId);
    expect(findings()).toMatchObject({ code: 2, findings: [{ kind: "contested", sdkAppIds: ids }] });
  });

  test("lists what is to go with an application that is still there, as the list of applications does", async () => {
    const { SdkAppId } = await create(owner);
    const key = { SdkAppId, Product: "chat" } as const;
    await backend.call(PurchaseSubscription, { ...key, Edition: "pro", Months: 12, Owner: owner });
    await backend.call(ReleaseSubscription, { ...key, WithApplication: true });
    const what = expect.stringContaining(`Subscription ${SdkAppId}/chat let go of`);
    expect(findings()).toMatchObject({
      code: 2,
      findings: [{ kind: "leaving", sdkAppIds: [SdkAppId], what }],
    });
    const { stdout } = tencentrtc(["applications", "--database", `file:${backend.file}`]);
    expect(stdout).toContain("Normal, 1 leaving");
  });

  test("says which application's secrets can't be opened", async () => {
    const { SdkAppId } = await create(owner);
    await create("organization::dev::shop::::other");
    spoil(`update applications set secret_key = 'spoiled' where sdk_app_id = ${SdkAppId}`);
    expect(findings()).toMatchObject({ code: 1, findings: [{ kind: "secrets", sdkAppIds: [SdkAppId] }] });
  });

  test("finds rows that belong to nothing, which opening doesn't look for", async () => {
    const { SdkAppId } = await create(owner);
    spoil(`delete from applications where sdk_app_id = ${SdkAppId}`);
    const found = findings();
    expect(found.code).toBe(1);
    expect(found.findings).toContainEqual(
      expect.objectContaining({
        kind: "damage",
        what: "SQLite's check finds: a row of admin_accounts belongs to a row of applications that is missing",
      }),
    );
  });

  test("refuses to look with another key", () => {
    const file = `${backend.file}.key`;
    writeFileSync(file, randomBytes(32).toString("base64"));
    chmodSync(file, 0o600);
    expect(doctor()).toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining("were sealed with the key"),
    });
  });

  test("prints no secret, and changes nothing", async () => {
    await create(owner);
    const before = await backend.call(CreateApplication, {
      Name: "other",
      Region: "tokyo",
      Products: ["chat"],
      Owner: owner,
    });
    const { stdout, stderr } = doctor("--json");
    expect(`${stdout}${stderr}`).not.toMatch(/[0-9a-f]{64}/);
    expect(await backend.application(String(before.SdkAppId))).toEqual(before.Application);
  });
});
