import { embeddedUin, openStore } from "../../backend/store";
import { postgresKey } from "../backend/databases";
import { installations, startPostgres } from "./server";

const environment = { TENCENTRTC_BACKEND_KEY: postgresKey };

test.each(installations())(
  "a backend lives on the server of $name, and through its end",
  async (installation) => {
    const server = await startPostgres(installation);
    const location = { url: server.url };
    const store = await openStore({ ...location, environment, create: true });
    const addPair = (tag_value: string) =>
      store.write((db) =>
        db
          .insertInto("tag_pairs")
          .values({ uin: embeddedUin, tag_key: "k", tag_value, created_at: 0 })
          .execute(),
      );
    const pairs = async () =>
      (await store.read((db) => db.selectFrom("tag_pairs").select("tag_value").execute())).length;
    await addPair("before");
    expect(await pairs()).toBe(1);
    await server.restart();
    // The connections of before are gone; those that are noticed too late fail once.
    await addPair("lost").catch(() => {});
    await addPair("after");
    expect(await pairs()).toBeGreaterThanOrEqual(2);
    expect(await store.findDamage()).toEqual([]);
    await store.close();
    await server.stop();
  },
);
