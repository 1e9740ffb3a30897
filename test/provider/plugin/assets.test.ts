import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { DiffResponse } from "@pulumi/pulumi/proto/provider_pb";
import type { Bag } from "../../../ground/bag";
import { memory } from "../../memory";
import { Backend } from "../backend";
import { p8, p8Form } from "../push-certificate/forms";
import { type Held, Served } from "./served";

let backend: Backend;
let served: Served;
let folder: string;
let application: string;
/** Each certificate is for an app of its own. */
let apps = 0;
beforeEach(() => {
  apps += 1;
});
beforeAll(async () => {
  folder = mkdtempSync(join(memory, "tencentrtc-assets-"));
  backend = await Backend.open();
  served = await Served.start(backend);
  ({ id: application } = await served.made("Application", "app", { products: ["chat"], region: "tokyo" }));
});
afterAll(async () => {
  await served.close();
  await backend.close();
  rmSync(folder, { recursive: true, force: true });
});

const signature = "4dabf18193072939515e22adb298388d";
const hash = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
/** An asset as the engine writes it. */
const asset = (fields: Bag): Bag => ({ [signature]: "c44067f5952c0a294b673a41bacd8c17", hash, ...fields });
const archive = (fields: Bag): Bag => ({ [signature]: "0def7320c3a5731c473e5ecbe6d01bc7", hash, ...fields });
const inputs = (file: unknown): Bag => ({ application, platform: form(file) });
const form = (file: unknown): Bag => p8Form({ file, bundleId: `com.example.app${apps}` });

describe("a file of a certificate", () => {
  const sorts: readonly [string, (text: string) => Bag][] = [
    ["a StringAsset", (text) => asset({ text })],
    [
      "a FileAsset by its whole path",
      (text) => {
        const path = join(folder, "key.p8");
        writeFileSync(path, text);
        return asset({ path });
      },
    ],
    [
      "a FileAsset by its path from the program's folder",
      (text) => {
        const path = join(folder, "other.p8");
        writeFileSync(path, text);
        return asset({ path: relative(process.cwd(), path) });
      },
    ],
  ];
  test.each(sorts)("is taken as %s, and neither plan nor state holds it", async (sort, of) => {
    const key = p8();
    const held = await served.made("PushCertificate", `push_${sort}`, inputs(of(key)));
    const lines = key.split("\n").filter((line) => line.length > 20 && !line.startsWith("-"));
    expect(lines.length).toBeGreaterThan(0);
    for (const { bag } of [held.inputs, held.outputs]) {
      expect(bag.platform).toMatchObject({ file: expect.stringMatching(/^sha256:/) });
      for (const line of lines) {
        expect(JSON.stringify(bag)).not.toContain(line);
        expect(JSON.stringify(bag)).not.toContain(Buffer.from(key).toString("base64"));
      }
    }
    // The same file in another way is no change, and another file is one.
    const same = await served.check(
      "PushCertificate",
      held.name,
      inputs(asset({ text: key })),
      held.inputs.bag,
    );
    expect(same).toMatchObject({ failures: [], inputs: { bag: held.inputs.bag } });
    expect(await changesOf(held, same.inputs.bag)).toEqual([]);
    const next = await served.check(
      "PushCertificate",
      held.name,
      inputs(asset({ text: p8() })),
      held.inputs.bag,
    );
    expect(next.failures).toEqual([]);
    expect(await changesOf(held, next.inputs.bag)).toEqual(["platform"]);
  });

  test.each([
    ["a RemoteAsset", asset({ uri: "https://example.com/key.p8" })],
    ["an asset of which nothing but the hash is left", asset({})],
    ["an archive of a folder", archive({ path: "." })],
    ["an archive of assets", archive({ assets: { key: asset({ text: "a" }) } })],
  ])("is refused in words as %s", async (_, file) => {
    const { failures } = await served.check("PushCertificate", "refused", inputs(file));
    expect(failures).toEqual([
      expect.stringMatching(
        /^: platform\.file: must be a (FileAsset or a StringAsset, and no file from the network|file: an asset)/,
      ),
    ]);
    expect(failures[0]).not.toMatch(/4dabf18193072939515e22adb298388d|object Object/);
  });

  test.each([
    ["an asset", asset({})],
    ["an archive", archive({})],
  ])("of which olds hold only the hash, as %s, is judged by what is declared now", async (_, old) => {
    const held = await served.made("PushCertificate", "hashed", inputs(asset({ text: p8() })));
    const olds = { ...held.inputs.bag, platform: form(old) };
    const { failures, inputs: checked } = await served.check(
      "PushCertificate",
      "hashed",
      inputs(asset({ text: p8() })),
      olds,
    );
    expect(failures).toEqual([]);
    const outputs = { ...held.outputs, bag: { ...held.outputs.bag, platform: form(old) } };
    expect(await changesOf({ ...held, outputs }, checked.bag)).toEqual(["platform"]);
    const updated = await served.update({ ...held, outputs }, checked.bag);
    expect(updated).toMatchObject({ id: held.id, outputs: { bag: { platform: checked.bag.platform } } });
    await served.delete({ ...updated, outputs });
  });
});

/** The properties that differ. */
async function changesOf(held: Held, news: Bag): Promise<string[]> {
  const response = await served.diff(held, news);
  expect(response.getChanges()).not.toBe(DiffResponse.DiffChanges.DIFF_UNKNOWN);
  return response.getDiffsList();
}
