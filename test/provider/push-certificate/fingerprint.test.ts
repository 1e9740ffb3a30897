import { createHash } from "node:crypto";
import { ListPushCertificates } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { Backend } from "../backend";
import { application, idOf, pushCertificate } from "../engine/declarations";
import { MiniEngine } from "../mini-engine";
import { forms } from "./forms";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

const program = (platform: Bag = forms.huawei) => [
  application("app"),
  pushCertificate("push", { application: idOf("app"), platform }),
];
const secret = String(forms.huawei.appSecret);
/** What anybody can work out who guesses the secret. */
const plain = createHash("sha256")
  .update(JSON.stringify(["huawei", secret]))
  .digest("hex");

/** A state as releases of before wrote it. */
function ofBefore(engine: MiniEngine): MiniEngine {
  const { outputs, inputs, ...rest } = engine.resource("push");
  const platform = { ...Object(outputs.platform), appSecret: `sha256:${plain}` };
  const push = {
    ...rest,
    inputs: { ...inputs, platform },
    outputs: { ...outputs, platform, fingerprint: plain },
  };
  const older = new MiniEngine(engine.home, engine.stack);
  older.state = new Map([...engine.state, ["push", push]]);
  return older;
}

test("of a vendor's secret neither state nor answer has a hash that a guess could be held against", async () => {
  const engine = backend.engine();
  expect((await engine.up(program())).errors).toEqual({});
  const { PushCertificates } = await backend.call(ListPushCertificates, {});
  for (const text of [JSON.stringify([...engine.state]), JSON.stringify(PushCertificates)]) {
    expect(text).not.toContain(plain);
    expect(text).not.toContain(secret);
  }
  expect((await engine.up(program())).ops.push).toBe("same");
  expect((await engine.refresh()).changed.push).toEqual([]);
});

test("a state of before shows no change, and a new secret is one", async () => {
  const engine = backend.engine();
  await engine.up(program());
  const older = ofBefore(engine);
  const before = older.resource("push");
  expect((await older.preview(program())).ops.push).toBe("same");
  expect(await older.refresh()).toMatchObject({ changed: { push: [] }, errors: {} });
  expect(older.resource("push").outputs).toMatchObject({ ...before.outputs });
  expect(await older.up(program())).toMatchObject({ ops: { push: "same" }, writes: [] });
  const changed = program({ ...forms.huawei, appSecret: "f".repeat(64) });
  expect(await older.up(changed)).toMatchObject({
    ops: { push: "update" },
    writes: ["ModifyPushCertificate"],
  });
  expect((await older.up(changed)).ops.push).toBe("same");
});

test("two accounts' fingerprints of one secret differ", async () => {
  const other = await Backend.open();
  const told = [];
  for (const one of [backend, other]) {
    const engine = one.engine();
    await engine.up(program());
    told.push(engine.resource("push").outputs.fingerprint);
  }
  await other.close();
  expect(told[0]).not.toBe(told[1]);
});
