import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { lackOfRoom, watchRoom } from "../../apps/engine/state-room";
import { temporaryFolders } from "../backend/store/folders";
import { tinyDisk, unmountAfterwards } from "../backend/store/mounts";

unmountAfterwards();
const folder = temporaryFolders();

const urlOf = (path: string) => pathToFileURL(path).href;

test.each([
  ["a folder with room", urlOf(folder())],
  ["a folder that isn't made yet", urlOf(join(folder(), "not/yet"))],
  ["a state elsewhere", "postgres://127.0.0.1/states"],
])("there is nothing to say of %s", (_, url) => {
  expect(lackOfRoom(url, "shop")).toBeUndefined();
});

const disk = tinyDisk(folder(), 512 * 1024);
const onDisk = disk === undefined ? test.skip : test;

onDisk(
  "a full disk (skipped: mounting is not allowed) is told before a run, and once while it goes on",
  () => {
    jest.useFakeTimers();
    try {
      const path = disk?.path ?? "";
      const told: string[] = [];
      const end = watchRoom(urlOf(path), "shop", (lack) => told.push(lack));
      expect(lackOfRoom(urlOf(path), "shop")).toBeUndefined();
      jest.advanceTimersByTime(5_000);
      expect(told).toEqual([]);
      const states = join(path, ".pulumi/stacks/shop");
      mkdirSync(states, { recursive: true });
      writeFileSync(join(states, "main.json"), "x".repeat(160 * 1024));
      const lack = expect.stringMatching(
        /^the disk under the state is full: .* has \d+ kB left, and the next .* 608 kB\./,
      );
      expect(lackOfRoom(urlOf(path), "shop")).toEqual(lack);
      expect(lackOfRoom(urlOf(path), "other")).toBeUndefined();
      jest.advanceTimersByTime(5_000);
      expect(told).toEqual([lack]);
      end();
    } finally {
      jest.useRealTimers();
    }
  },
);
