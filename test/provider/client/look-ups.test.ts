import {
  type ApplicationEntry,
  CreateTag,
  DeleteTag,
  DescribeResourceTagsByResourceIds,
  DescribeTags,
  SupportDeleteApplication,
  tagsPerRequest,
  tagsPerResource,
} from "../../../backend/api";
import { openStore } from "../../../backend/store";
import { Client } from "../../../provider/client/client";
import type { Transport } from "../../../provider/client/transport";
import { Memory } from "../../../provider/lifecycle/run/memory";
import { applicationTags, hasSeenPair, tagPairs } from "../../../provider/resources/tag/look-up";
import { Backend } from "../backend";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

const run = new AbortController().signal;

async function made(count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let index = 0; index < count; index += 1) ids.push(await backend.create());
  return ids;
}

describe("tags", () => {
  test("of many applications come in one answer while it holds them all, each as it is at that call", async () => {
    const ids = await made(25);
    const tagged = (id: number, value: string) =>
      backend.retag(id, { ReplaceTags: [{ TagKey: "team", TagValue: value }] });
    for (const id of ids.slice(1)) await tagged(id, `team${id}`);
    const asked: string[] = [];
    const transport: Transport = {
      ...backend.transport(),
      call(action, request, options) {
        asked.push(action.name);
        return backend.transport().call(action, request, options);
      },
    };
    const client = new Client(transport, run);
    const look = async () => {
      const found = await Promise.all(ids.map((id) => client.look(applicationTags, id)));
      return found.map((tags) => tags.map(({ TagValue }) => TagValue));
    };
    const teams = ids.map((id) => [`team${id}`]);
    expect([await look(), asked]).toEqual([[[], ...teams.slice(1)], ["DescribeResourceTags"]]);
    await tagged(ids[0] ?? 0, "first");
    expect([await look(), asked.length]).toEqual([[["first"], ...teams.slice(1)], 2]);
  });

  test("of applications that have all they may are read in answers that no change comes between", async () => {
    const ids = await made(21);
    for (const id of ids) {
      for (let from = 0; from < tagsPerResource; from += tagsPerRequest) {
        await backend.retag(id, {
          ReplaceTags: Array.from({ length: tagsPerRequest }, (_, offset) => ({
            TagKey: `key${from + offset}`,
            TagValue: "v",
          })),
        });
      }
    }
    // After the first answer, what stands first in the order goes, and all rows behind it move up.
    let seen = 0;
    const transport: Transport = {
      ...backend.transport(),
      async call(action, request, options) {
        const answer = await backend.transport().call(action, request, options);
        if (action.name === DescribeResourceTagsByResourceIds.name) {
          seen += 1;
          if (seen === 1 && ids[0]) await backend.admin(SupportDeleteApplication, { SdkAppId: ids[0] });
        }
        return answer;
      },
    };
    const client = new Client(transport, run);
    const found = await Promise.all(ids.map((id) => client.look(applicationTags, id)));
    expect(found.slice(1).map((tags) => tags.length)).toEqual(ids.slice(1).map(() => tagsPerResource));
  });
});

describe("pairs of Tag Management", () => {
  test("are asked for once by all who ask at once, and again by who acts on them later", async () => {
    const pair = ["team", "support"] as const;
    let asked = 0;
    const transport: Transport = {
      ...backend.transport(),
      call(action, request, options) {
        if (action.name === DescribeTags.name) asked += 1;
        return backend.transport().call(action, request, options);
      },
    };
    const client = new Client(transport, run);
    const operations = Array.from({ length: 5 }, () => client.bound(new AbortController().signal));
    const memory = new Memory();
    const has = () => Promise.all(operations.map((operation) => operation.look(tagPairs, pair)));
    const hasSeen = () =>
      Promise.all(operations.map((operation) => hasSeenPair({ client: operation, memory }, pair)));
    const all = (answer: boolean) => operations.map(() => answer);

    expect([await has(), asked]).toEqual([all(false), 1]);
    expect([await hasSeen(), asked]).toEqual([all(false), 2]);
    await backend.call(CreateTag, { TagKey: pair[0], TagValue: pair[1] });
    expect([await hasSeen(), asked]).toEqual([all(true), 3]);
    await backend.call(DeleteTag, { TagKey: pair[0], TagValue: pair[1] });
    expect([await hasSeen(), asked]).toEqual([all(true), 3]);
    expect([await has(), asked]).toEqual([all(false), 4]);
  });
});

/** Puts one application's sealed key into another's row, where it doesn't open. */
async function exchangeKey(from: number, to: number): Promise<void> {
  const store = await openStore({ file: backend.file, create: false });
  await store.write(async (db) => {
    const row = await db
      .selectFrom("applications")
      .select("secret_key")
      .where("sdk_app_id", "=", from)
      .executeTakeFirstOrThrow();
    await db.updateTable("applications").set(row).where("sdk_app_id", "=", to).execute();
  });
  await store.close();
}

describe("secrets", () => {
  const secretOf = (entry: ApplicationEntry) =>
    entry.Outcome === "Found" ? entry.Application.SecretKey : entry;

  test("come only where they are asked for", async () => {
    const [id = 0] = await made(1);
    const client = new Client(backend.transport(), run);
    const [plain, secret] = await Promise.all([client.application(id), client.applicationWithSecrets(id)]);
    expect(secretOf(plain)).toBeUndefined();
    expect(secretOf(secret)).toEqual(expect.any(String));
  });

  test("that the backend can't open fail their own application alone, and no look without them", async () => {
    const [good = 0, bad = 0] = await made(2);
    await exchangeKey(good, bad);
    const client = new Client(backend.transport(), run);
    const looks = [
      client.applicationWithSecrets(good),
      client.applicationWithSecrets(bad),
      client.application(bad),
    ];
    const [first, second, third] = await Promise.allSettled(looks);
    expect(first).toMatchObject({ value: { Application: { SecretKey: expect.any(String) } } });
    expect(second).toMatchObject({
      reason: {
        name: "BackendUnavailable",
        message: expect.stringMatching(/can't be opened.*from a backup/),
      },
    });
    expect(third).toMatchObject({ value: { Outcome: "Found" } });
  });
});
