import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { openStore, type SealedPlace } from "../../../backend/store";
import { temporaryFolders } from "./folders";

const folder = temporaryFolders();

test("a planted secret is in no file beside the database, sealed or removed", async () => {
  const file = join(folder(), "backend.db");
  const store = await openStore({ file, create: true, environment: {} });
  const planted = "planted-secret-5f2d9c";
  const place: SealedPlace = { table: "accounts", row: "1", column: "name" };
  const key = Buffer.from(readFileSync(`${file}.key`, "utf8"), "base64");
  const search = () => {
    for (const name of readdirSync(dirname(file)).filter((one) => one !== "backend.db.key")) {
      const bytes = readFileSync(join(dirname(file), name));
      for (const spelling of ["utf8", "base64", "hex"] as const) {
        expect([name, bytes.includes(Buffer.from(planted).toString(spelling))]).toEqual([name, false]);
      }
      for (const spelling of ["base64", "base64url", "hex"] as const) {
        expect([name, bytes.includes(key.toString(spelling))]).toEqual([name, false]);
      }
      expect([name, bytes.includes(key)]).toEqual([name, false]);
    }
  };

  await store.write((db) =>
    db
      .updateTable("accounts")
      .set({ name: store.sealer.seal(place, planted) })
      .execute(),
  );
  search();
  const row = await store.read((db) => db.selectFrom("accounts").select("name").executeTakeFirstOrThrow());
  expect(store.sealer.open(place, row.name)).toBe(planted);
  await store.write((db) => db.updateTable("accounts").set({ name: "" }).execute());
  await store.close();
  search();
});
