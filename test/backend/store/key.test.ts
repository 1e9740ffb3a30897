import { chmodSync, copyFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { temporaryFolders } from "./folders";
import { databasesIn, open, refusal } from "./opening";

const folder = temporaryFolders();
const created = databasesIn(folder);

describe("the key", () => {
  test("missing: refused, and none is made", async () => {
    const file = await created();
    renameSync(`${file}.key`, `${file}.key.away`);
    const error = await refusal(file, { create: true });
    expect(error.kind).toBe("key-missing");
    expect(error.message).toContain(`${file}.key`);
    expect(error.message).toContain("TENCENTRTC_BACKEND_KEY");
    expect(existsSync(`${file}.key`)).toBe(false);
    renameSync(`${file}.key.away`, `${file}.key`);
    await (await open(file)).close();
  });

  test("another database's: refused", async () => {
    const [file, other] = [await created(), await created()];
    copyFileSync(`${other}.key`, `${file}.key`);
    const error = await refusal(file);
    expect(error.kind).toBe("key-wrong");
    expect(error.file).toBe(`${file}.key`);
  });

  test("another one in the environment: refused", async () => {
    const environment = { TENCENTRTC_BACKEND_KEY: Buffer.alloc(32, 3).toString("base64") };
    expect((await refusal(await created(), { environment })).kind).toBe("key-wrong");
  });

  test.each([0o640, 0o604, 0o666])("readable by others (mode %o): refused, with the cure", async (mode) => {
    const file = await created();
    chmodSync(`${file}.key`, mode);
    const error = await refusal(file);
    expect(error.kind).toBe("key-unreadable");
    expect(error.next).toContain(`chmod 600 '${file}.key'`);
  });

  test.each([
    ["empty", ""],
    ["cut", "AAAA"],
    ["one byte short", Buffer.alloc(31, 1).toString("base64")],
    ["one byte long", Buffer.alloc(33, 1).toString("base64")],
    ["cut hexadecimal", "ab".repeat(31)],
    ["prose", "this is not the key you are looking for, is it?"],
  ])("spoilt (%s): refused, and not shown", async (_name, text) => {
    const file = await created();
    writeFileSync(`${file}.key`, text);
    const error = await refusal(file);
    expect(error.kind).toBe("key-unreadable");
    const variable = await refusal(file, { environment: { TENCENTRTC_BACKEND_KEY: text } });
    expect(variable.kind).toBe("key-unreadable");
    if (text === "") return;
    expect(error.message).not.toContain(text);
    expect(variable.message).not.toContain(text);
  });

  test("a folder in its place: refused", async () => {
    const file = await created();
    rmSync(`${file}.key`);
    mkdirSync(`${file}.key`, { mode: 0o700 });
    expect((await refusal(file)).kind).toBe("key-unreadable");
  });
});
