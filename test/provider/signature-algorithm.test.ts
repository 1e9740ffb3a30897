import { ModifyApplication, SimulateApplication } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { Backend } from "./backend";
import { adminAccount, application, idOf } from "./engine/declarations";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open();
});
afterAll(() => backend.close());

const ecdsa = { signatureAlgorithm: "ECDSA-SHA256" };
const hmac = { signatureAlgorithm: "HMAC-SHA256" };
const program = (inputs: Bag = {}) => [
  application("app", inputs),
  adminAccount("ops", { application: idOf("app"), userId: "ops" }),
];

/** An application from before 2019-08-15, managed by a stack, with `inputs` declared. */
async function legacy(inputs: Bag = {}) {
  const engine = backend.engine();
  expect(await engine.up(program())).toMatchObject({ faults: [] });
  const SdkAppId = Number(engine.resource("app").id);
  await backend.admin(SimulateApplication, { SdkAppId, SignatureAlgorithm: "ECDSA-SHA256" });
  await engine.refresh();
  if (Object.keys(inputs).length > 0) expect(await engine.up(program(inputs))).toMatchObject({ faults: [] });
  return { engine, SdkAppId };
}

describe("an application with a key pair", () => {
  test("is read as it is and left so where nothing is declared", async () => {
    const { engine } = await legacy();
    expect(engine.resource("app").outputs).toMatchObject({
      ...ecdsa,
      publicKey: expect.stringContaining("BEGIN PUBLIC KEY"),
      privateKey: expect.stringContaining("BEGIN PRIVATE KEY"),
    });
    expect(engine.resource("app").outputs).not.toHaveProperty("secretKey");
    const { ops, writes } = await engine.up(program());
    expect([ops.app, writes]).toEqual(["same", []]);
  });

  test("may be declared as that", async () => {
    const { engine } = await legacy(ecdsa);
    expect((await engine.preview(program(ecdsa))).ops.app).toBe("same");
    expect((await engine.refresh()).changed.app).toEqual([]);
  });

  test("is upgraded in place, keeps its pair and says that it is for good", async () => {
    const { engine, SdkAppId } = await legacy();
    const before = engine.resource("app").outputs;
    const planned = await engine.preview(program(hmac));
    expect(planned).toMatchObject({
      ops: { app: "update", ops: "same" },
      changed: { app: ["signatureAlgorithm"] },
      writes: [],
    });
    expect(planned.messages).toMatchObject([
      { level: "warn", text: expect.stringMatching(/HMAC-SHA256 then, for good.*stay valid/) },
    ]);
    const { ops, writes, messages } = await engine.up(program(hmac));
    expect([ops, writes]).toEqual([{ app: "update", ops: "same" }, ["ModifyApplication"]]);
    expect(messages.map(({ text }) => text).join()).toMatch(/HMAC-SHA256 now, for good.*stay valid/);
    const { outputs, id } = engine.resource("app");
    expect(id).toBe(String(SdkAppId));
    expect(outputs).toMatchObject({
      ...hmac,
      secretKey: expect.stringMatching(/^[0-9a-f]{64}$/),
      publicKey: before.publicKey,
      privateKey: before.privateKey,
    });
    expect((await engine.preview(program(hmac))).ops.app).toBe("same");
    expect((await engine.refresh()).changed.app).toEqual([]);
  });

  test("that is adopted is upgraded in the same run", async () => {
    const { SdkAppId } = await legacy();
    const engine = backend.engine();
    const adopted = [application("app", { adopt: String(SdkAppId), takeOver: true, ...hmac })];
    expect(await engine.up(adopted)).toMatchObject({ faults: [] });
    expect(engine.resource("app").outputs).toMatchObject(hmac);
    expect((await engine.preview(adopted)).ops.app).toBe("same");
  });

  test("an upgrade in a console is drift where the pair is declared, and can't be taken back", async () => {
    const { engine, SdkAppId } = await legacy(ecdsa);
    await backend.call(ModifyApplication, { SdkAppId, SignatureAlgorithm: "HMAC-SHA256" });
    expect((await engine.refresh()).changed.app).toEqual(["signatureAlgorithm"]);
    expect((await engine.preview(program(ecdsa))).errors.app).toMatch(/can't go back to ECDSA-SHA256/);
    expect((await engine.preview(program(hmac))).ops.app).toBe("same");
  });
});

describe("an application of today", () => {
  test("unset, declared as it is, unset again: nobody is asked", async () => {
    const engine = backend.engine();
    await engine.up(program());
    for (const inputs of [hmac, {}]) {
      expect(await engine.up(program(inputs))).toMatchObject({
        ops: { app: "update" },
        writes: [],
        faults: [],
      });
      expect((await engine.preview(program(inputs))).ops.app).toBe("same");
    }
  });

  test("never goes back: refused at the preview, whether HMAC was declared or not", async () => {
    for (const inputs of [{}, hmac]) {
      const engine = backend.engine();
      await engine.up(program(inputs));
      const { errors, writes } = await engine.preview(program(ecdsa));
      expect(errors.app).toMatch(/^signatureAlgorithm: Application \d+ signs with HMAC-SHA256/);
      expect(writes).toEqual([]);
    }
  });

  test("can't be made with a key pair, nor replaced by one", async () => {
    const refusal = {
      failures: [
        { resource: "app", property: "signatureAlgorithm", reason: expect.stringMatching(/2019-08-15/) },
      ],
      writes: [],
    };
    expect(await backend.engine().preview(program(ecdsa))).toMatchObject(refusal);
    const { engine } = await legacy(ecdsa);
    expect(await engine.preview(program({ ...ecdsa, region: "tokyo" }))).toMatchObject(refusal);
  });

  test("that is adopted can't be declared as a key pair's", async () => {
    const engine = backend.engine();
    await engine.up(program());
    const adopt = engine.resource("app").id;
    const { failures } = await backend
      .engine()
      .preview([application("mine", { adopt, takeOver: true, ...ecdsa })]);
    expect(failures).toMatchObject([
      { property: "signatureAlgorithm", reason: expect.stringMatching(/is "HMAC-SHA256" on Application/) },
    ]);
  });
});
