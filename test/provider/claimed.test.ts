import {
  ClaimApplication,
  ClaimPushCertificate,
  ClaimSubscription,
  ReleaseApplication,
  ReleasePushCertificate,
  ReleaseSubscription,
} from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { Backend } from "./backend";
import { application, type Declared, idOf, pushCertificate, subscription } from "./engine/declarations";
import type { MiniEngine } from "./mini-engine";
import { forms } from "./push-certificate/forms";

let backend: Backend;
let engine: MiniEngine;
beforeAll(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 1_000 });
});
afterAll(() => backend.close());
beforeEach(() => {
  engine = backend.engine({ "tencentrtc:allowPurchases": "true" });
});

const SdkAppId = () => Number(engine.resource("app").id);
const certificate = () => ({
  SdkAppId: SdkAppId(),
  CertificateId: Number(engine.resource("thing").outputs.certificateId),
});
const plan = () => ({ SdkAppId: SdkAppId(), Product: "call" }) as const;
const other = { Owner: "acme::prod::elsewhere::::other", TakeOver: true };

/** Every kind that one declaration manages at a time, and what becomes of it behind that one's back. */
const kinds: readonly {
  readonly kind: string;
  declare(inputs?: Bag): Declared[];
  readonly change: Bag;
  readonly writes: readonly string[];
  takeBack(): Bag;
  release(): Promise<unknown>;
  take(): Promise<unknown>;
}[] = [
  {
    kind: "Application",
    declare: (inputs) => [application("app", inputs)],
    change: { description: "changed" },
    writes: ["ClaimApplication", "ModifyApplication"],
    takeBack: () => ({ adopt: engine.resource("app").id, takeOver: true }),
    release: () => backend.call(ReleaseApplication, { SdkAppId: SdkAppId() }),
    take: () => backend.call(ClaimApplication, { SdkAppId: SdkAppId(), ...other }),
  },
  {
    kind: "PushCertificate",
    declare: ({ category, ...inputs } = {}) => [
      application("app"),
      pushCertificate("thing", {
        application: idOf("app"),
        platform: { ...forms.huawei, ...(category !== undefined && { category }) },
        ...inputs,
      }),
    ],
    change: { category: "IM" },
    writes: ["ClaimPushCertificate", "ModifyPushCertificate"],
    takeBack: () => ({ adopt: certificate().CertificateId, takeOver: true }),
    release: () => backend.call(ReleasePushCertificate, certificate()),
    take: () => backend.call(ClaimPushCertificate, { ...certificate(), ...other }),
  },
  {
    kind: "Subscription",
    declare: (inputs) => [
      application("app", { products: ["chat", "call"] }),
      subscription("thing", { application: idOf("app"), edition: "1-to-1-call", ...inputs }),
    ],
    change: { months: 2 },
    writes: ["ClaimSubscription", "ExtendSubscription"],
    takeBack: () => ({ adopt: true, takeOver: true }),
    release: () => backend.call(ReleaseSubscription, plan()),
    take: () => backend.call(ClaimSubscription, { ...plan(), ...other }),
  },
];

describe.each(kinds)("$kind", ({ kind, declare, change, writes, takeBack, release, take }) => {
  const name = kind === "Application" ? "app" : "thing";

  test.each([
    { what: "given up since", lose: release, who: /it was given up since and nobody manages it now/ },
    { what: "taken by another since", lose: take, who: /"acme::prod::elsewhere::::other" manages it now/ },
  ])("$what, is left alone, and taken back when told to", async ({ lose, who }) => {
    await engine.up(declare());
    await lose();
    const refused = await engine.up(declare(change));
    expect(refused.writes).toEqual([]);
    expect(refused.errors[name]).toMatch(who);
    expect(refused.errors[name]).toMatch(
      /nothing was changed \(OperationDenied\.ManagedElsewhere\).*declare adopt: .* and takeOver: true here/,
    );
    const taken = await engine.up(declare({ ...change, ...takeBack() }));
    expect(taken).toMatchObject({ writes, faults: [] });
    expect((await engine.preview(declare({ ...change, ...takeBack() }))).ops[name]).toBe("same");
  });
});
