import type { Bag } from "../../../ground/bag";
import { check } from "../../../provider/lifecycle/check";
import { pushCertificate as pushCertificateKind } from "../../../provider/resources";
import { describeWithOpenssl, Openssl, password } from "../../certificates/openssl";
import { Backend } from "../backend";
import { application, idOf, pushCertificate } from "../engine/declarations";
import type { MiniEngine } from "../mini-engine";

/** Only the clock is moved. */
const otherTimers = [
  "hrtime",
  "nextTick",
  "performance",
  "queueMicrotask",
  "setImmediate",
  "clearImmediate",
  "setInterval",
  "clearInterval",
  "setTimeout",
  "clearTimeout",
] as const;

describeWithOpenssl("an APNs certificate", () => {
  const openssl = new Openssl();
  let backend: Backend;
  let engine: MiniEngine;
  beforeAll(async () => {
    backend = await Backend.open();
    // Its clock is a month behind, and these certificates are new.
    backend.pass({ days: 30 });
  });
  afterAll(async () => {
    await backend.close();
    openssl.close();
  });
  beforeEach(() => {
    engine = backend.engine();
  });

  const p12 = (of = openssl.certificate()) => openssl.p12(of, ["-iter", "1"]).toString("base64");
  const original = p12();
  const form = (changes: Bag = {}): Bag => ({
    vendor: "apns-p12",
    environment: "production",
    file: original,
    password,
    ...changes,
  });
  const program = (changes: Bag = {}) => [
    application("app"),
    pushCertificate("ios", { application: idOf("app"), platform: form(changes) }),
  ];

  describe("near its end", () => {
    const short = openssl.certificate({ days: 20 });
    const warnings = ({ messages }: { messages: readonly { level: string; text: string }[] }) =>
      messages.filter(({ level }) => level === "warn").map(({ text }) => text);

    test("is warned of at every run", async () => {
      const soon = program({ file: p12(short) });
      for (const run of [
        await engine.preview(soon),
        await engine.up(soon),
        await engine.up(soon),
        await engine.refresh(),
      ]) {
        expect(warnings(run)).toEqual([
          expect.stringMatching(/expires on \d{4}-\d\d-\d\d, in (19|20) days.*certificateWarningDays/),
        ]);
      }
      expect((await engine.preview(soon)).ops.ios).toBe("same");
    });

    test("isn't where the setting says later", async () => {
      const later = backend.engine({ "tencentrtc:certificateWarningDays": "7" });
      expect(warnings(await later.up(program({ file: p12(short) })))).toEqual([]);
    });
  });

  describe("past its end", () => {
    const days = 400;
    beforeEach(async () => {
      await engine.up(program());
      backend.pass({ days });
    });
    afterEach(() => backend.pass({ days: -days }));

    test("is drift, which up can't mend and says how to", async () => {
      const refreshed = await engine.refresh();
      expect(refreshed.changed).toEqual({ app: [], ios: ["expired"] });
      expect(refreshed.messages).toEqual([
        {
          level: "warn",
          resource: "ios",
          text: expect.stringMatching(/expired on .*, and pushes through it fail/),
        },
      ]);
      expect(engine.resource("ios").outputs).toMatchObject({ expired: true, daysLeft: expect.any(Number) });
      expect(Number(engine.resource("ios").outputs.daysLeft)).toBeLessThan(0);
      expect((await engine.preview(program())).ops.ios).toBe("update");
      const run = await engine.up(program());
      expect(run.errors.ios).toMatch(
        /expired on .* saving it again doesn't help; nothing was changed.*keeps its id/,
      );
      expect(run.writes).toEqual([]);
      expect(engine.resource("ios").outputs.expired).toBe(true);
    });

    test("doesn't keep a run without a refresh from doing the rest", async () => {
      expect(await engine.up(program())).toMatchObject({ ops: { ios: "same" }, faults: [] });
    });

    test("by this machine's clock, is refused where it is new and warned of where it is in use", async () => {
      jest.useFakeTimers({ now: Date.now() + days * 86_400_000, doNotFake: [...otherTimers] });
      try {
        const used = await engine.preview(program());
        expect(used).toMatchObject({ ops: { ios: "same" }, faults: [] });
        expect(used.messages.map(({ text }) => text)).toEqual([
          expect.stringContaining("the certificate expired on"),
        ]);
        const fresh = await backend.engine().preview(program());
        expect(fresh.faults).toEqual([expect.stringMatching(/platform\.file: expired on .* days ago/)]);
      } finally {
        jest.useRealTimers();
      }
    });

    test("isn't judged in a program, which doesn't know what is in use", () => {
      const declaration = { organization: "o", stack: "s", project: "p", parents: "", name: "ios" };
      const inputs = { application: "1400000001", platform: form(), __declaration: "o::s::p::::ios" };
      const judged = (now: Date | undefined) =>
        check(pushCertificateKind, inputs, { olds: undefined, settings: undefined, declaration, now })
          .failures;
      expect(judged(new Date(Date.now() + days * 86_400_000))).toHaveLength(1);
      expect(judged(undefined)).toEqual([]);
    });

    test("is mended by a new file, in place", async () => {
      await engine.refresh();
      const { id } = engine.resource("ios");
      const renewed = program({ file: p12(openssl.certificate({ days: 800 })) });
      expect(await engine.up(renewed)).toMatchObject({ ops: { ios: "update" }, faults: [] });
      expect(engine.resource("ios")).toMatchObject({ id, outputs: { expired: false } });
      expect((await engine.refresh()).changed.ios).toEqual([]);
    });
  });
});
