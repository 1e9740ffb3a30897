import type { Bag } from "../../../ground/bag";
import { Backend } from "../backend";
import { application, type Declared, idOf, outputOf, pushCertificate } from "../engine/declarations";
import type { MiniEngine } from "../mini-engine";
import { activity, fcmAccount, forms, harmonyosAccount, p8, p8Form, rsa } from "./forms";

let backend: Backend;
let engine: MiniEngine;
beforeAll(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 1_000 });
});
afterAll(() => backend.close());
beforeEach(() => {
  engine = backend.engine();
});

const app = idOf("app");
const program = (changes: Bag = {}): Declared[] => [
  application("app"),
  pushCertificate("push", { application: app, platform: { ...forms.huawei, ...changes } }),
];

describe("values that a preview doesn't know", () => {
  const later = outputOf("app", "secretKey");
  test.each<[string, unknown]>([
    ["a secret", { ...forms.huawei, appSecret: later }],
    ["another field", { ...forms.huawei, appId: later }],
    ["a password", { vendor: "apns-p12", environment: "production", file: "aGVsbG8=", password: later }],
    ["all of the form", later],
  ])("%s: is planned, and no secret beside it is shown", async (_, platform) => {
    const declared = [application("app"), pushCertificate("push", { application: app, platform })];
    const planned = await engine.preview(declared);
    expect(planned).toMatchObject({ ops: { push: "create" }, failures: [], errors: {} });
  });

  test("a secret that becomes known is an update in place", async () => {
    await engine.up(program());
    const declared = [
      application("app", { description: "d" }),
      pushCertificate("push", { application: app, platform: { ...forms.huawei, appSecret: later } }),
    ];
    expect((await engine.preview(declared)).ops.push).toBe("update");
    expect(await engine.up(declared)).toMatchObject({ ops: { push: "update" }, faults: [] });
  });
});

describe("ignoreChanges, for which the engine passes what the state holds", () => {
  const held = () => engine.resource("push").inputs.platform;

  const key = rsa();
  const all: Record<string, Bag> = {
    ...forms,
    fcm: { vendor: "fcm", serviceAccount: fcmAccount(key) },
    harmonyos: { vendor: "harmonyos", serviceAccount: harmonyosAccount(key) },
    "apns-p8": p8Form({ file: p8() }),
  };
  test.each(Object.entries(all))(
    "of the form of %s: nothing changes, and it can be let go",
    async (_, platform) => {
      const pushing = (inputs: Bag) => [
        application("app"),
        pushCertificate("push", { application: app, ...inputs }),
      ];
      await engine.up(pushing({ platform }));
      expect(await engine.up(pushing({ platform: held() }))).toMatchObject({
        ops: { push: "same" },
        faults: [],
      });
      const adopt = engine.resource("push").outputs.certificateId;
      const letGo = await engine.up(pushing({ platform: held(), adopt }));
      expect(letGo).toMatchObject({ ops: { push: "update" }, faults: [], writes: [] });
    },
  );

  test("of the secret: the rest is saved without it", async () => {
    await engine.up(program());
    const run = await engine.up(program({ ...Object(held()), category: "IM" }));
    expect(run).toMatchObject({ writes: ["ModifyPushCertificate"], faults: [] });
    expect(run.calls.find(({ name }) => name === "ModifyPushCertificate")?.request).not.toHaveProperty(
      "Secrets",
    );
  });

  test("of the secret, after somebody else has changed it: says why it can't be saved", async () => {
    await engine.up(program());
    const own = held();
    await engine.up(program({ appSecret: "another-secret-1" }));
    const inputs = { ...engine.resource("push").inputs, platform: own };
    engine.state = new Map([...engine.state, ["push", { ...engine.resource("push"), inputs }]]);
    const run = await engine.up([
      application("app"),
      pushCertificate("push", { application: app, platform: own }),
    ]);
    expect(run.errors.push).toMatch(/ignoreChanges/);
  });
});

test("timpush-configs.json gets the ids, and no secret", async () => {
  await engine.up([
    application("app"),
    ...Object.entries(forms).map(([name, platform]) =>
      pushCertificate(name, {
        application: app,
        platform: { ...platform, ...(name === "huawei" && { badgeClass: activity }) },
      }),
    ),
  ]);
  const config = Object.assign(
    {},
    ...Object.keys(forms).map((name) => engine.resource(name).outputs.timpushConfig),
  );
  const idOfVendor = (name: string) => String(engine.resource(name).outputs.certificateId);
  expect(config).toEqual({
    huaweiPushBussinessId: idOfVendor("huawei"),
    huaweiBadgeClassName: activity,
    honorPushBussinessId: idOfVendor("honor"),
    xiaomiPushBussinessId: idOfVendor("xiaomi"),
    xiaomiPushAppId: forms.xiaomi.appId,
    oppoPushBussinessId: idOfVendor("oppo"),
    oppoPushAppKey: forms.oppo.appKey,
    vivoPushBussinessId: idOfVendor("vivo"),
    meizuPushBussinessId: idOfVendor("meizu"),
    meizuPushAppId: forms.meizu.appId,
  });
});
