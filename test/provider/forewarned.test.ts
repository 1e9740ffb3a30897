import { DisableApplication, SimulateBilling, SupportDeleteApplication } from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { unknownValue } from "../../provider/lifecycle/properties/unknown";
import { Backend } from "./backend";
import { application } from "./engine/declarations";
import type { Result } from "./engine/results";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 1_000 });
});
afterAll(() => backend.close());

const program = (inputs: Bag) => [application("app", inputs)];
const warningsIn = ({ messages }: Result) =>
  messages.filter(({ level }) => level === "warn").map(({ text }) => text);

const kindOf = (text: string | undefined) => text?.split(":")[0];

/** Every word of the console's statement that people need before they confirm. */
const stops =
  /stops Call, Conference, RTC Engine, Live and Chat together\. It takes a second at most .*are billed.*DismissRoom.*COS or VOD/;

const stopping = (text: string) => ["service-stops", text, stops] as const;
const newId = [
  "id-changes",
  "region replaces Application",
  /another SDKAppID and another secret key/,
] as const;
const lost = /None of the data and services of a deleted application can be recovered/;

/** Each notice by its kind, how it begins and what its statements say. */
type Told = readonly [string, string, RegExp];

const warned: [string, Bag, Bag, Told[]][] = [
  ["enabled: false", {}, { enabled: false }, [stopping("enabled: false disables Application")]],
  [
    "enabled: false beside other changes",
    {},
    { enabled: false, description: "d" },
    [stopping("enabled: false disables Application")],
  ],
  ["another region", {}, { region: "tokyo" }, [["irreversible", "region changes: Application", lost], newId]],
  [
    "another region under deletionPolicy disable",
    { deletionPolicy: "disable" },
    { deletionPolicy: "disable", region: "tokyo" },
    [stopping("region changes: Application"), newId],
  ],
  [
    "another region under deletionPolicy retain",
    { deletionPolicy: "retain" },
    { deletionPolicy: "retain", region: "tokyo" },
    [["released", "region changes: Application", /^$/], newId],
  ],
  [
    "another region of one that stands still already",
    { enabled: false },
    { enabled: false, region: "tokyo" },
    [["irreversible", "region changes: Application", /recovered\.$/], newId],
  ],
  [
    "one more product",
    {},
    { products: ["chat", "call"] },
    [["irreversible", "products: call on", /for good/]],
  ],
  ["the TRTC service", {}, { rtcService: true }, [["irreversible", "rtcService: opened on", /off alone/]]],
];
const unwarned: [string, Bag, Bag][] = [
  ["nothing", {}, {}],
  ["a description", {}, { description: "d" }],
  ["enabled: true", { enabled: false }, {}],
  ["a description of a disabled one", { enabled: false }, { enabled: false, description: "d" }],
  ["a region that isn't known yet", {}, { region: unknownValue }],
];

describe("a preview warns of what hits people", () => {
  test.each(warned)("%s", async (_, from, to, says) => {
    const engine = backend.engine();
    await engine.up(program(from));
    const warnings = warningsIn(await engine.preview(program(to)));
    expect(warnings.map(kindOf)).toEqual(says.map(([kind]) => kind));
    for (const [index, [kind, text, statements]] of says.entries()) {
      expect(warnings[index]).toContain(`${kind}: ${text}`);
      expect(warnings[index]?.split("\n").slice(1).join(" ")).toMatch(statements);
    }
  });

  test("of what an adoption changes, and of what it can't take back", async () => {
    const made = backend.engine();
    await made.up(program({ name: "before", tags: { team: "a" } }));
    const adopt = made.resource("app").id;
    const given = { name: "after", adopt, products: ["chat", "call"], enabled: false, tags: { team: "b" } };
    const adopted = [application("taken", { ...given, region: undefined, takeOver: true })];
    const warnings = warningsIn(await backend.engine().preview(adopted));
    expect(warnings.map((text) => text.split("\n")[0])).toEqual([
      expect.stringMatching(
        `^adoption: takes Application ${adopt} from ".*app", which manages it no more then$`,
      ),
      'adoption: name: "before" → "after"',
      'adoption: products: ["chat"] → ["call","chat"]',
      "adoption: enabled: true → false",
      'adoption: tags.team: "a" → "b"',
      `service-stops: enabled: false disables Application ${adopt}`,
      `irreversible: products: call on Application ${adopt}`,
    ]);
  });

  test("of an adoption that changes nothing, that it doesn't", async () => {
    const made = backend.engine();
    await made.up(program({ deletionPolicy: "retain" }));
    const adopt = made.resource("app").id;
    await made.up([]);
    const taken = [application("taken", { adopt, products: undefined, region: undefined, name: undefined })];
    expect(warningsIn(await backend.engine().preview(taken))).toEqual([
      `adoption: Application ${adopt} is taken over as it is`,
    ]);
  });

  test("of an application that is gone, that the next one has another id", async () => {
    const engine = backend.engine();
    await engine.up(program({}));
    const { id } = engine.resource("app");
    await backend.admin(SupportDeleteApplication, { SdkAppId: Number(id) });
    expect(warningsIn(await engine.refresh())).toEqual([
      expect.stringMatching(
        `^id-changes: Application ${id} is gone: .*\nA new application has another SDKAppID`,
      ),
    ]);
  });

  test.each(unwarned)("and of nothing else: %s", async (_, from, to) => {
    const engine = backend.engine();
    await engine.up(program(from));
    expect(warningsIn(await engine.preview(program(to)))).toEqual([]);
  });

  test.each([
    ["refund", 0, "Expired"],
    ["arrears", 8, "Disabled"],
  ] as const)("of an enabling that a %s refuses, with the cure", async (Event, days, status) => {
    const engine = backend.engine();
    await engine.up(program({}));
    const { id } = engine.resource("app");
    await backend.admin(SimulateBilling, { SdkAppId: Number(id), Event });
    backend.pass({ days });
    await engine.refresh();
    const { outputs } = engine.resource("app");
    const preview = await engine.preview(program({ enabled: true }));
    expect(warningsIn(preview)).toEqual([
      `refused: enabled: true can't bring Application ${id} back, which is ${status}: ${outputs.disabledCure}`,
    ]);
    expect((await engine.up(program({ enabled: true }))).errors.app).toMatch(/Overdue|SubscriptionExpired/);
  });

  test("nor of an application that somebody else has disabled meanwhile", async () => {
    const engine = backend.engine();
    await engine.up(program({}));
    await backend.call(DisableApplication, { SdkAppId: Number(engine.resource("app").id) });
    await engine.refresh();
    expect(warningsIn(await engine.preview(program({ enabled: false })))).toEqual([]);
  });

  test("nor of one that is to be made disabled", async () => {
    expect(warningsIn(await backend.engine().preview(program({ enabled: false })))).toEqual([]);
  });
});

describe("an update that carries it out", () => {
  test.each([{ enabled: false }, { region: "tokyo" }])(
    "says it once, when it does it: %p",
    async (change) => {
      const engine = backend.engine();
      await engine.up(program({}));
      const warnings = warningsIn(await engine.up(program(change)));
      expect(warnings.filter((text) => stops.test(text))).toEqual([
        expect.stringMatching(/^service-stops: disabling Application \d+\n/),
      ]);
    },
  );
});
