import { CreateApplication, DescribeApplications, SimulateApplication } from "../../../backend/api";
import { createService, type Random } from "../../../backend/service";
import { Backend, requestId, uin } from "./backend";

let backend: Backend;
beforeEach(async () => {
  backend = await Backend.open();
});
afterEach(() => backend.close());

const marker = "PLANTED-PRIVATE-KEY-MATERIAL";
/** Draws what a test can look for. */
const planted: Random = {
  bytes: (count) => new Uint8Array(count).fill(0xa7),
  fraction: () => 0,
  keyPair: () => ({ publicKey: "PUBLIC-PART", privateKey: marker }),
};

test("no secret key, private key or claim lies on the disk, in any spelling", async () => {
  const service = createService(backend.store, { random: planted });
  const context = { uin, actor: { kind: "admin" }, requestId } as const;
  const { SdkAppId, Claim } = await service.call(CreateApplication, backend.newApplication, context);
  const old = await service.call(CreateApplication, backend.newApplication, context);
  await service.call(
    SimulateApplication,
    { SdkAppId: old.SdkAppId, SignatureAlgorithm: "ECDSA-SHA256" },
    context,
  );

  const { Entries } = await service.call(
    DescribeApplications,
    { SdkAppIds: [SdkAppId, old.SdkAppId], WithSecrets: true },
    context,
  );
  const key = Buffer.alloc(32, 0xa7);
  expect(Entries).toMatchObject([
    { Application: { SecretKey: key.toString("hex") } },
    { Application: { PrivateKey: marker } },
  ]);

  const bytes = await backend.database.contents();
  expect(bytes.includes("PUBLIC-PART")).toBe(true);
  const spellings = [key, key.toString("hex"), key.toString("base64"), key.toString("base64url")];
  for (const secret of [...spellings, marker, Buffer.from(marker).toString("base64"), Claim]) {
    expect(bytes.includes(secret)).toBe(false);
  }
});

test("a secret moved to another application doesn't open, and fails no other of the same answer", async () => {
  const one = (await backend.create()).SdkAppId;
  const two = (await backend.create()).SdkAppId;
  await backend.store.write(async (db) => {
    const { secret_key } = await db
      .selectFrom("applications")
      .select("secret_key")
      .where("sdk_app_id", "=", one)
      .executeTakeFirstOrThrow();
    await db.updateTable("applications").set({ secret_key }).where("sdk_app_id", "=", two).execute();
  });
  const { Entries } = await backend.call(DescribeApplications, { SdkAppIds: [one, two], WithSecrets: true });
  expect(Entries).toMatchObject([
    { Application: { SecretKey: expect.any(String) } },
    { Application: { SecretsFault: expect.stringContaining(`applications.secret_key of ${two}`) } },
  ]);
  expect(JSON.stringify(Entries[1])).not.toContain("SecretKey");
  expect(await backend.describe(two)).not.toHaveProperty("SecretsFault");
});
