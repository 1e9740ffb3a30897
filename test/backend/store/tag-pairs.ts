import { embeddedUin, type Store, type Write } from "../../../backend/store";

/** Writes a row of the smallest table there is. */
export const addPair = (value: string) => (db: Write) =>
  db
    .insertInto("tag_pairs")
    .values({ uin: embeddedUin, tag_key: "key", tag_value: value, created_at: 1 })
    .execute();

/** The values that were written, in their order. */
export const pairs = async (store: Store): Promise<string[]> => {
  const rows = await store.read((db) =>
    db.selectFrom("tag_pairs").select("tag_value").orderBy("tag_value").execute(),
  );
  return rows.map((row) => row.tag_value);
};
