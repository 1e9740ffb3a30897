import { DisableApplication } from "../../backend/api";
import type { Bag } from "../../provider/lifecycle/bag";
import { unknownValue } from "../../provider/lifecycle/unknown";
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

/** Every word of the console's statement that people need before they confirm. */
const stops =
  /Call, Conference, RTC Engine, Live and Chat stop together\. It takes 3-5 minutes .*are billed.*DismissRoom.*COS or VOD/;

const warned: [string, Bag, Bag, RegExp[]][] = [
  ["enabled: false", {}, { enabled: false }, [/^enabled: false disables Application \d+: /, stops]],
  [
    "enabled: false beside other changes",
    {},
    { enabled: false, description: "d" },
    [/^enabled: false disables/, stops],
  ],
  [
    "another region",
    {},
    { region: "tokyo" },
    [
      /^region replaces Application \d+, which is disabled and deleted: none of its data and services can be recovered\. /,
      stops,
      /another SDKAppID and another secret key/,
    ],
  ],
  [
    "another region under deletionPolicy disable",
    { deletionPolicy: "disable" },
    { deletionPolicy: "disable", region: "tokyo" },
    [/which is left disabled \(deletionPolicy: "disable"\)\. /, stops, /another SDKAppID/],
  ],
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
    expect(warnings).toHaveLength(1);
    for (const text of says) expect(warnings[0]).toMatch(text);
  });

  test.each([
    [{ deletionPolicy: "retain" }, /which is left as it is and managed by nobody/],
    [{ enabled: false }, /which is disabled and deleted/],
  ])("of a replacement, but of no product that goes on or stands still already: %p", async (inputs, says) => {
    const engine = backend.engine();
    await engine.up(program(inputs));
    const [warning] = warningsIn(await engine.preview(program({ ...inputs, region: "tokyo" })));
    expect(warning).toMatch(says);
    expect(warning).toMatch(/another SDKAppID/);
    expect(warning).not.toMatch(stops);
  });

  test.each(unwarned)("and of nothing else: %s", async (_, from, to) => {
    const engine = backend.engine();
    await engine.up(program(from));
    expect(warningsIn(await engine.preview(program(to)))).toEqual([]);
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
        expect.stringMatching(/^disabling Application \d+: /),
      ]);
    },
  );
});
