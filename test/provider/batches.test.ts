import { Client } from "../../provider/client/client";
import { applicationTags } from "../../provider/resources/tag/look-up";
import { Backend } from "./backend";
import { adminAccount, application, idOf, tag } from "./engine/declarations";
import type { Result } from "./engine/results";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

const counted = ({ calls }: Result): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const { name } of calls) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
};

describe("many resources", () => {
  const names = Array.from({ length: 20 }, (_, index) => `app${index}`);
  const program = names.flatMap((name) => [
    application(name, { tags: { team: "a" } }),
    adminAccount(`${name}-ops`, { application: idOf(name), userId: "ops" }),
    tag(`${name}-cost`, { application: idOf(name), key: "cost", value: "1" }),
  ]);

  test("are read in a few calls together, and planned without reading any", async () => {
    const engine = backend.engine();
    await engine.up(program);
    const { calls } = await engine.refresh();
    expect(calls.length).toBeLessThanOrEqual(6);
    const planned = await engine.preview(program);
    expect(Object.keys(counted(planned)).sort()).toEqual(["DescribeAccount", "ListOwners"]);
    expect((await engine.up(program)).writes).toEqual([]);
  });
});

test("what hangs on an application that the run has made asks for it no more", async () => {
  const program = [
    application("parent"),
    adminAccount("child", { application: idOf("parent"), userId: "ops" }),
  ];
  expect(counted(await backend.engine().up(program)).DescribeApplications).toBe(1);
});

describe("more tags than one answer holds", () => {
  test("are read page by page", async () => {
    const ids: number[] = [];
    for (let index = 0; index < 21; index += 1) {
      const SdkAppId = await backend.create();
      ids.push(SdkAppId);
      for (let from = 0; from < 50; from += 10) {
        const ReplaceTags = Array.from({ length: 10 }, (_, offset) => ({
          TagKey: `key${from + offset}`,
          TagValue: "v",
        }));
        await backend.retag(SdkAppId, { ReplaceTags });
      }
    }
    const client = new Client(backend.transport(), new AbortController().signal);
    const found = await Promise.all(ids.map((id) => client.look(applicationTags, id)));
    expect(found.map((tags) => tags.length)).toEqual(ids.map(() => 50));
  });
});
