import type { ApplicationRecord, SubscriptionRecord } from "../../../backend/api";
import type { Bag } from "../../../ground/bag";
import { Backend } from "../backend";
import type { Declared } from "../engine/declarations";
import type { Config } from "../engine/provider-process";

/** What a change leaves at the backend; each is compared where it is given. */
export interface Expected {
  /** Names of the writes that it costs, in order; none unless told. */
  readonly writes?: readonly string[];
  readonly record?: Partial<ApplicationRecord>;
  readonly tags?: Readonly<Record<string, string>>;
  /** The package of Call on the application. */
  readonly subscription?: Partial<SubscriptionRecord>;
}

type Row = (title: string, from: Bag, to: Bag, expected?: Expected) => void;

/**
 * Tests that bring a resource up from one set of inputs and then to another: the preview and the run say the
 * same, the backend is as told, and afterwards nothing differs and nothing has drifted.
 *
 * @param config stack config of every run.
 * @param programOf the program around the inputs of its resource `subject`; its application is `app`.
 */
export function attributeTable(
  programOf: (inputs: Bag) => Declared[],
  config: Config = {},
): Record<"keeps" | "updates" | "replaces", Row> {
  let backend: Backend;
  beforeAll(async () => {
    backend = await Backend.open({
      ApplicationsPerAccount: 1_000,
      TrialsPerAccount: 1_000,
      PaidUpgradeCall: "self-service",
    });
  });
  afterAll(() => backend.close());

  const row =
    (op: "same" | "update" | "replace"): Row =>
    (title, from, to, { writes = [], record, tags, subscription } = {}) => {
      test(`${title}: ${op}`, async () => {
        const engine = backend.engine(config);
        const program = programOf(to);
        const subject = program.at(-1)?.name ?? "";
        expect(await engine.up(programOf(from))).toMatchObject({
          ops: { [subject]: "create" },
          faults: [],
        });

        expect(await engine.preview(program)).toMatchObject({
          ops: { [subject]: op },
          writes: [],
          failures: [],
        });
        expect(await engine.up(program)).toMatchObject({
          ops: { [subject]: op },
          writes,
          faults: [],
        });

        const { id } = engine.resource("app");
        if (record) expect(await backend.application(id)).toMatchObject(record);
        if (tags) expect(await backend.tags(id)).toEqual(tags);
        if (subscription) expect(await backend.subscription(id)).toMatchObject(subscription);
        expect((await engine.preview(program)).ops[subject]).toBe("same");
        expect((await engine.refresh()).changed[subject]).toEqual([]);
      });
    };
  return { keeps: row("same"), updates: row("update"), replaces: row("replace") };
}

export const modify = { writes: ["ModifyApplication"] };
export const bindTags = { writes: ["ModifyResourceTags"] };
