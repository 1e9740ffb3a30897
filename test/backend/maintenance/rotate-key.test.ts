import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import {
  CreateApplication,
  CreatePushCertificate,
  PushPlatform,
  SimulateApplication,
} from "../../../backend/api";
import { addAccount, createService, findAccess } from "../../../backend/service";
import { keyFileOf, openStore, rotateKey, type Store } from "../../../backend/store";
import { onPostgres, testOnFiles } from "../databases";
import { Backend, requestId, uin } from "../service/backend";

let backend: Backend;
let ids: number[];
const oldKey = "5c".repeat(32);
const newKey = "a1".repeat(32);
const huawei = { Vendor: "huawei", PackageName: "com.example.shop", AppId: "104512345" };
beforeEach(async () => {
  backend = await Backend.open();
  ids = [];
  for (const Name of ["one", "two", "three"]) ids.push((await backend.create({ Name })).SdkAppId);
  await backend.admin(SimulateApplication, { SdkAppId: ids[1] ?? 0, SignatureAlgorithm: "ECDSA-SHA256" });
});
afterEach(() => backend.close());

const secrets = async (store: Store) =>
  store.read(async (db) =>
    (await db.selectFrom("applications").selectAll().orderBy("sdk_app_id").execute()).map((row) =>
      (["secret_key", "private_key"] as const).map((column) => {
        const place = { table: "applications", row: String(row.sdk_app_id), column };
        const sealed = row[column];
        return sealed === null ? null : store.sealer.open(place, sealed);
      }),
    ),
  );

const filesBeside = (file: string) =>
  readdirSync(dirname(file))
    .filter((name) => name.includes(".key"))
    .sort();

/** The options and the environment of afterwards. */
const given = (): { before: Record<string, string>; after: Record<string, string> } => {
  if (!onPostgres) return { before: {}, after: {} };
  return {
    before: { TENCENTRTC_BACKEND_KEY: oldKey, TENCENTRTC_BACKEND_NEW_KEY: newKey },
    after: { TENCENTRTC_BACKEND_KEY: newKey },
  };
};

test("every secret is sealed with the new key, and opens to what it was", async () => {
  const { location } = backend.database;
  const before = await secrets(backend.store);
  expect(before.flat().filter((secret) => secret !== null)).toHaveLength(3);
  const rotation = await rotateKey({ ...location, environment: given().before });
  expect(rotation).toMatchObject({ secrets: 3, previousKeyId: backend.store.sealer.keyId });
  const store = await openStore({ ...location, environment: given().after, create: false });
  expect(store.sealer.keyId).toBe(rotation.keyId);
  expect(rotation.keyId).not.toBe(rotation.previousKeyId);
  expect(await secrets(store)).toEqual(before);
  expect(await store.findUnopened()).toEqual([]);
  await store.close();
});

test("secrets of every kind are sealed with it, of all accounts", async () => {
  const account = await addAccount(backend.store, { name: "other", now: backend.now });
  const theirs = await backend.as(account.uin, CreateApplication, backend.newApplication);
  const certificate = { Platform: PushPlatform.parse(huawei), Secrets: { AppSecret: "3f9a0c57d1e84b62" } };
  // Ids of certificates are an account's own, so that both have the same.
  const own = await backend.call(CreatePushCertificate, { SdkAppId: ids[0] ?? 0, ...certificate });
  const other = { SdkAppId: theirs.SdkAppId, ...certificate };
  expect((await backend.as(account.uin, CreatePushCertificate, other)).CertificateId).toBe(own.CertificateId);
  const context = { uin, actor: { kind: "api" }, requestId, fingerprint: "f1".repeat(32) } as const;
  const signed = (store: Store) =>
    createService(store).call(CreateApplication, backend.newApplication, context);
  const answer = await signed(backend.store);

  const { location } = backend.database;
  const rotation = await rotateKey({ ...location, environment: given().before });
  // Five applications, two certificates, a key pair and an answer.
  expect(rotation.secrets).toBe(9);
  const store = await openStore({ ...location, environment: given().after, create: false });
  expect(await store.findUnopened()).toEqual([]);
  expect((await findAccess(store, account.secretId))?.secretKey).toBe(account.secretKey);
  expect(await signed(store)).toEqual(answer);
  await store.close();
});

test("who has it open is told to start again, and seals nothing with the old key", async () => {
  await rotateKey({ ...backend.database.location, environment: given().before });
  await expect(backend.create()).rejects.toMatchObject({
    kind: "key-wrong",
    why: expect.stringContaining("rotated while it was in use"),
  });
});

testOnFiles("the key file holds the new key alone, and its owner alone can read it", async () => {
  const { location } = backend.database;
  const file = "file" in location ? location.file : "";
  const before = readFileSync(keyFileOf(file), "utf8");
  // What a rotation that was killed has left.
  writeFileSync(`${keyFileOf(file)}.0123456789abcdef`, "old", { mode: 0o600 });
  await rotateKey({ ...location, environment: {} });
  expect(filesBeside(file)).toEqual(["backend.db.key"]);
  expect(readFileSync(keyFileOf(file), "utf8")).not.toBe(before);
  expect(statSync(keyFileOf(file)).mode & 0o777).toBe(0o600);
});

testOnFiles("a key file can be rotated to a key of one's own", async () => {
  const { location } = backend.database;
  const environment = { TENCENTRTC_BACKEND_NEW_KEY: newKey };
  const { keyId } = await rotateKey({ ...location, environment });
  expect(await rotateKey({ ...location, environment })).toEqual({ keyId, previousKeyId: keyId, secrets: 0 });
  const store = await openStore({
    ...location,
    environment: { TENCENTRTC_BACKEND_KEY: newKey },
    create: false,
  });
  expect(await secrets(store)).toHaveLength(3);
  await store.close();
});

test("a key from the environment is rotated to one from the environment, and again is once", async () => {
  const { location, environment } = backend.database;
  const present = "file" in location ? readFileSync(keyFileOf(location.file), "utf8").trim() : oldKey;
  const variables = { ...environment, TENCENTRTC_BACKEND_KEY: present };
  const without = rotateKey({ ...location, environment: variables });
  await expect(without).rejects.toMatchObject({
    kind: "key-missing",
    message: expect.stringContaining("TENCENTRTC_BACKEND_NEW_KEY"),
  });
  const both = { ...variables, TENCENTRTC_BACKEND_NEW_KEY: newKey };
  const { keyId } = await rotateKey({ ...location, environment: both });
  expect(await rotateKey({ ...location, environment: both })).toEqual({
    keyId,
    previousKeyId: keyId,
    secrets: 0,
  });
  await expect(openStore({ ...location, environment: variables, create: false })).rejects.toMatchObject({
    kind: "key-wrong",
  });
  if ("file" in location) expect(existsSync(`${keyFileOf(location.file)}.${keyId}`)).toBe(false);
});

test("a secret that doesn't open stops it, and nothing is changed", async () => {
  const { location, environment } = backend.database;
  await backend.database.run(`update applications set secret_key = null where sdk_app_id = ${ids[0]}`);
  await backend.database.run(
    `update applications set secret_key = (select secret_key from applications where sdk_app_id = ${ids[2]}) where sdk_app_id = ${ids[0]}`,
  );
  await expect(rotateKey({ ...location, environment: given().before })).rejects.toMatchObject({
    kind: "sealed-value",
  });
  const store = await openStore({ ...location, environment, create: false });
  expect(store.sealer.keyId).toBe(backend.store.sealer.keyId);
  expect(await store.findUnopened()).toMatchObject([
    { place: { table: "applications", row: String(ids[0]), column: "secret_key" } },
  ]);
  await store.close();
});

test("a sealed value in a place that no rotation knows of stops it", async () => {
  const sealed = backend.store.sealer.seal({ table: "accounts", row: "x", column: "name" }, "s");
  await backend.database.run(`update accounts set name = '${sealed}'`);
  const rotation = rotateKey({ ...backend.database.location, environment: given().before });
  await expect(rotation).rejects.toThrow("accounts.name");
  expect((await backend.describe(ids[0] ?? 0, { secrets: true }))?.SecretKey).toBeDefined();
});
