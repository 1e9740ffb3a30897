import { CreatePushCertificate, ListPushCertificates } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { Backend } from "../backend";
import { application, type Declared, idOf, pushCertificate } from "../engine/declarations";
import type { Call } from "../engine/line";
import type { MiniEngine } from "../mini-engine";
import { forms } from "./forms";

let backend: Backend;
let engine: MiniEngine;
beforeAll(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 1_000 });
});
afterAll(() => backend.close());
beforeEach(() => {
  engine = backend.engine();
});

const certificate = (name: string, inputs: Bag = {}, platform: Bag = forms.huawei): Declared =>
  pushCertificate(name, { application: idOf("app"), platform, ...inputs });
const with_ = (...certificates: Declared[]): Declared[] => [application("app"), ...certificates];
const sdkAppId = () => Number(engine.resource("app").id);
const listed = async () =>
  (await backend.call(ListPushCertificates, { SdkAppId: sdkAppId() })).PushCertificates;
const madeInConsole = async () => {
  const { CertificateId } = await backend.call(CreatePushCertificate, {
    SdkAppId: sdkAppId(),
    Platform: {
      Vendor: "huawei",
      PackageName: forms.huawei.packageName,
      AppId: forms.huawei.appId,
      ClickAction: { Opens: "application" },
    },
    Secrets: { AppSecret: "made-in-a-console" },
  });
  return CertificateId;
};

describe("a second certificate for the same app at the same vendor", () => {
  test("is refused at preview: a renamed declaration is told of aliases, and loses nothing", async () => {
    await engine.up(with_(certificate("old")));
    const { certificateId } = engine.resource("old").outputs;
    for (const run of [
      await engine.preview(with_(certificate("new"))),
      await engine.up(with_(certificate("new"))),
    ]) {
      expect(run.writes).toEqual([]);
      expect(run.faults).toEqual([
        expect.stringMatching(
          new RegExp(
            `new: .*platform: .*already has push certificate ${String(certificateId)}.*aliases.*adopt: ${String(certificateId)}`,
          ),
        ),
      ]);
    }
    expect(await listed()).toHaveLength(1);
  });

  test("is refused where the same program declares it twice", async () => {
    const run = await engine.up(with_(certificate("one"), certificate("two")));
    expect(run.faults).toEqual([expect.stringMatching(/PushCertificate "(one|two)" \(platform\) already/)]);
  });

  test("is refused when it is made, where somebody else was quicker", async () => {
    await engine.up([application("app")]);
    let looks = 0;
    const before = async ({ name }: Call) => {
      if (name !== "ListPushCertificates") return;
      looks += 1;
      if (looks === 2) await madeInConsole();
    };
    const run = await engine.up(with_(certificate("push")), { trouble: { before } });
    expect(run.faults).toEqual([expect.stringMatching(/push: .*already has push certificate/)]);
    expect(await listed()).toHaveLength(1);
  });

  test("is allowed for another app, vendor or application", async () => {
    const program = [
      application("other"),
      ...with_(
        certificate("one"),
        certificate("two", {}, { ...forms.huawei, appId: "104599999" }),
        certificate("three", {}, forms.honor),
        pushCertificate("four", { application: idOf("other"), platform: forms.huawei }),
      ),
    ];
    expect(await engine.up(program)).toMatchObject({ faults: [] });
    expect((await engine.preview(program)).faults).toEqual([]);
  });

  test("a rename with an alias keeps the id, and tells the backend the new name", async () => {
    await engine.up(with_(certificate("old")));
    const before = engine.resource("old");
    engine.state = new Map([
      ["app", engine.resource("app")],
      ["new", { ...before, name: "new" }],
    ]);
    expect(await engine.up(with_(certificate("new")))).toMatchObject({ ops: { new: "update" }, faults: [] });
    expect(engine.resource("new").id).toBe(before.id);
    expect((await listed())[0]?.Owner).toMatch(/::new$/);
    expect((await engine.preview(with_(certificate("new")))).ops.new).toBe("same");
  });
});

describe("adopt", () => {
  beforeEach(() => engine.up([application("app")]));

  test("takes over what a console made, sets what is declared, and leaves it when destroyed", async () => {
    const adopt = await madeInConsole();
    const program = with_(certificate("push", { adopt }));
    expect((await engine.preview(program)).ops.push).toBe("create");
    expect(await engine.up(program)).toMatchObject({
      writes: ["ClaimPushCertificate", "ModifyPushCertificate"],
      faults: [],
    });
    expect(engine.resource("push").outputs.certificateId).toBe(adopt);
    expect((await engine.preview(program)).ops.push).toBe("same");
    expect(await engine.up([application("app")])).toMatchObject({
      writes: ["ReleasePushCertificate"],
      faults: [],
    });
    expect(await listed()).toMatchObject([{ CertificateId: adopt, Owner: null, ClaimDigest: null }]);
  });

  test("is refused for another vendor", async () => {
    const adopt = await madeInConsole();
    const run = await engine.preview(with_(certificate("push", { adopt }, forms.honor)));
    expect(run.faults).toEqual([
      expect.stringMatching(/push: .*adopt: can't take over \d+: it is for huawei/),
    ]);
  });

  test("is refused where another declaration manages it", async () => {
    const adopt = await madeInConsole();
    await engine.up(with_(certificate("push", { adopt })));
    const run = await engine.preview(with_(certificate("other", { adopt })));
    expect(run.faults).toEqual([
      expect.stringMatching(/other: .*adopt: can't take over .*::push" manages it.*takeOver: true/),
    ]);
  });

  test("takes it from another stack where told to, which is told at its next change and deletes nothing", async () => {
    const adopt = await madeInConsole();
    await engine.up(with_(certificate("push", { adopt })));
    const second = backend.engine();
    const mine = (inputs: Bag) => [
      pushCertificate("mine", {
        application: engine.resource("app").id,
        platform: forms.huawei,
        adopt,
        ...inputs,
      }),
    ];
    expect((await second.preview(mine({}))).faults).toEqual([expect.stringMatching(/takeOver: true/)]);
    const preview = await second.preview(mine({ takeOver: true }));
    expect(preview.messages.map(({ text }) => text)).toContainEqual(
      expect.stringMatching(
        /^adoption: takes push certificate \d+ from ".*::push", which manages it no more/,
      ),
    );
    expect(await second.up(mine({ takeOver: true }))).toMatchObject({ writes: ["ClaimPushCertificate"] });
    const changed = certificate("push", { adopt }, { ...forms.huawei, category: "IM" });
    expect((await engine.up(with_(changed))).errors.push).toMatch(/::mine" manages it now; nothing was/);
    expect(await engine.up([application("app")])).toMatchObject({ faults: [] });
    expect(await listed()).toMatchObject([{ CertificateId: adopt, Owner: expect.stringMatching(/::mine$/) }]);
  });

  test("taken away afterwards, destroying deletes", async () => {
    const adopt = await madeInConsole();
    await engine.up(with_(certificate("push", { adopt })));
    expect(await engine.up(with_(certificate("push")))).toMatchObject({
      ops: { push: "update" },
      writes: [],
    });
    await engine.up([application("app")]);
    expect(await listed()).toEqual([]);
  });
});

test("two people with one stack name: the first is told at the next change", async () => {
  await engine.up(with_(certificate("push")));
  const second = backend.engine();
  Object.assign(second, { stack: engine.stack });
  const run = await second.up(with_(certificate("push")));
  expect(
    run.messages.some(({ text }) => /push certificate .* had already been made.*somebody else/.test(text)),
  ).toBe(true);
  const refused = await engine.up(with_(certificate("push", {}, { ...forms.huawei, category: "IM" })));
  expect(refused.errors.push).toMatch(/ManagedElsewhere/);
  expect(refused.writes).toEqual([]);
});
