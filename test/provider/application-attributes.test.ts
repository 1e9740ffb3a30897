import type { ApplicationRecord } from "../../backend/api";
import type { Bag } from "../../provider/lifecycle/kind";
import { Backend } from "./backend";
import { application } from "./engine/declarations";
import type { Op } from "./engine/results";

interface Row {
  readonly title: string;
  readonly from: Bag;
  readonly to: Bag;
  readonly op: Op;
  /** Names of the writes that the change costs, in order; none unless told. */
  readonly writes?: readonly string[];
  readonly record?: Partial<ApplicationRecord>;
  readonly tags?: Record<string, string>;
}

const modify = ["ModifyApplication"];
const bindTags = ["ModifyResourceTags"];
const rows: Row[] = [
  // name: unset means the resource's own name
  { title: "name: unset, kept", from: {}, to: {}, op: "same", record: { Name: "app" } },
  { title: "name: unset to the same value", from: {}, to: { name: "app" }, op: "same" },
  { title: "name: unset to value", from: {}, to: { name: "b" }, op: "update", writes: modify, record: { Name: "b" } },
  { title: "name: value, kept", from: { name: "b" }, to: { name: "b" }, op: "same" },
  { title: "name: value to value", from: { name: "b" }, to: { name: "c" }, op: "update", writes: modify, record: { Name: "c" } },
  { title: "name: value to unset", from: { name: "b" }, to: {}, op: "update", writes: modify, record: { Name: "app" } },
  // description: unset means empty
  { title: "description: unset, kept", from: {}, to: {}, op: "same", record: { Description: "" } },
  { title: "description: unset to empty", from: {}, to: { description: "" }, op: "same" },
  { title: "description: empty to unset", from: { description: "" }, to: {}, op: "same" },
  { title: "description: unset to value", from: {}, to: { description: "d" }, op: "update", writes: modify, record: { Description: "d" } },
  { title: "description: value, kept", from: { description: "d" }, to: { description: "d" }, op: "same" },
  { title: "description: value to value", from: { description: "d" }, to: { description: "e" }, op: "update", writes: modify, record: { Description: "e" } },
  { title: "description: value to empty", from: { description: "d" }, to: { description: "" }, op: "update", writes: modify, record: { Description: "" } },
  { title: "description: value to unset", from: { description: "d" }, to: {}, op: "update", writes: modify, record: { Description: "" } },
  // applicationType: unset means not managed
  { title: "applicationType: unset, kept", from: {}, to: {}, op: "same", record: { ApplicationType: null } },
  { title: "applicationType: unset to value", from: {}, to: { applicationType: "t" }, op: "update", writes: modify, record: { ApplicationType: "t" } },
  { title: "applicationType: value, kept", from: { applicationType: "t" }, to: { applicationType: "t" }, op: "same" },
  { title: "applicationType: value to value", from: { applicationType: "t" }, to: { applicationType: "u" }, op: "update", writes: modify, record: { ApplicationType: "u" } },
  { title: "applicationType: value to unset", from: { applicationType: "t" }, to: {}, op: "update", record: { ApplicationType: "t" } },
  // products: a set that only grows
  { title: "products: kept", from: { products: ["chat"] }, to: { products: ["chat"] }, op: "same" },
  { title: "products: another order", from: { products: ["chat", "call"] }, to: { products: ["call", "chat"] }, op: "same" },
  { title: "products: one more", from: { products: ["chat"] }, to: { products: ["live", "chat"] }, op: "update", writes: modify, record: { Products: ["chat", "live"] } },
  // region: fixed
  { title: "region: kept", from: { region: "tokyo" }, to: { region: "tokyo" }, op: "same" },
  { title: "region: value to value", from: { region: "tokyo" }, to: { region: "seoul" }, op: "replace", writes: ["DeleteApplication", "DisableApplication", "DeleteApplication", "CreateApplication"], record: { Region: "seoul", Status: "Normal" } },
  // enabled: unset means true
  { title: "enabled: unset, kept", from: {}, to: {}, op: "same", record: { Status: "Normal" } },
  { title: "enabled: unset to true", from: {}, to: { enabled: true }, op: "same" },
  { title: "enabled: true to false", from: { enabled: true }, to: { enabled: false }, op: "update", writes: ["DisableApplication"], record: { Status: "Disabled", DisabledReason: "manual" } },
  { title: "enabled: false, kept", from: { enabled: false }, to: { enabled: false }, op: "same", record: { Status: "Disabled" } },
  { title: "enabled: false to true", from: { enabled: false }, to: { enabled: true }, op: "update", writes: ["EnableApplication"], record: { Status: "Normal" } },
  { title: "enabled: false to unset", from: { enabled: false }, to: {}, op: "update", writes: ["EnableApplication"], record: { Status: "Normal" } },
  // tags: unset means none of ours
  { title: "tags: unset, kept", from: {}, to: {}, op: "same", tags: {} },
  { title: "tags: unset to empty", from: {}, to: { tags: {} }, op: "same", tags: {} },
  { title: "tags: unset to value", from: {}, to: { tags: { a: "1" } }, op: "update", writes: bindTags, tags: { a: "1" } },
  { title: "tags: value, kept", from: { tags: { a: "1", b: "2" } }, to: { tags: { b: "2", a: "1" } }, op: "same", tags: { a: "1", b: "2" } },
  { title: "tags: another value", from: { tags: { a: "1" } }, to: { tags: { a: "2" } }, op: "update", writes: bindTags, tags: { a: "2" } },
  { title: "tags: another key", from: { tags: { a: "1" } }, to: { tags: { b: "1" } }, op: "update", writes: bindTags, tags: { b: "1" } },
  { title: "tags: value to empty", from: { tags: { a: "1" } }, to: { tags: {} }, op: "update", writes: bindTags, tags: {} },
  { title: "tags: value to unset", from: { tags: { a: "1" } }, to: {}, op: "update", writes: bindTags, tags: {} },
  // rtcService: unset means not managed
  { title: "rtcService: unset, kept", from: {}, to: {}, op: "same", record: { RtcService: false } },
  { title: "rtcService: unset to true", from: {}, to: { rtcService: true }, op: "update", writes: modify, record: { RtcService: true } },
  { title: "rtcService: unset to false", from: {}, to: { rtcService: false }, op: "update", record: { RtcService: false } },
  { title: "rtcService: true, kept", from: { rtcService: true }, to: { rtcService: true }, op: "same" },
  { title: "rtcService: false to true", from: { rtcService: false }, to: { rtcService: true }, op: "update", writes: modify, record: { RtcService: true } },
  { title: "rtcService: true to unset", from: { rtcService: true }, to: {}, op: "update", record: { RtcService: true } },
  { title: "rtcService: open by its products, declared later", from: { products: ["call"] }, to: { products: ["call"], rtcService: true }, op: "update", record: { RtcService: true } },
  // deletionProtection: unset means false
  { title: "deletionProtection: unset, kept", from: {}, to: {}, op: "same", record: { DeletionProtection: false } },
  { title: "deletionProtection: unset to false", from: {}, to: { deletionProtection: false }, op: "same" },
  { title: "deletionProtection: unset to true", from: {}, to: { deletionProtection: true }, op: "update", writes: modify, record: { DeletionProtection: true } },
  { title: "deletionProtection: true, kept", from: { deletionProtection: true }, to: { deletionProtection: true }, op: "same" },
  { title: "deletionProtection: true to unset", from: { deletionProtection: true }, to: {}, op: "update", writes: modify, record: { DeletionProtection: false } },
  // policies: the provider's own business
  { title: "deletionPolicy: unset to its default", from: {}, to: { deletionPolicy: "delete" }, op: "same" },
  { title: "deletionPolicy: unset to value", from: {}, to: { deletionPolicy: "retain" }, op: "update" },
  { title: "deletionPolicy: value to value", from: { deletionPolicy: "retain" }, to: { deletionPolicy: "disable" }, op: "update" },
  { title: "deletionPolicy: value to unset", from: { deletionPolicy: "retain" }, to: {}, op: "update" },
  { title: "timeouts: unset to empty", from: {}, to: { timeouts: {} }, op: "update" },
  { title: "timeouts: unset to value", from: {}, to: { timeouts: { delete: "1h" } }, op: "update" },
  { title: "timeouts: kept", from: { timeouts: { delete: "1h" } }, to: { timeouts: { delete: "1h" } }, op: "same" },
  { title: "timeouts: value to value", from: { timeouts: { delete: "1h" } }, to: { timeouts: { delete: "2h", update: "5m" } }, op: "update" },
  { title: "timeouts: value to unset", from: { timeouts: { delete: "1h" } }, to: {}, op: "update" },
];

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 1_000 });
});
afterAll(() => backend.close());

describe("attribute × {keep, update, replace} × {unset, empty, value}", () => {
  test.each(rows)("$title", async ({ from, to, op, writes = [], record = {}, tags }) => {
    const engine = backend.engine();
    const first = await engine.up([application("app", from)]);
    expect(first).toMatchObject({ ops: { app: "create" }, errors: {}, failures: [] });

    const planned = await engine.preview([application("app", to)]);
    expect(planned).toMatchObject({ ops: { app: op }, writes: [] });
    const done = await engine.up([application("app", to)]);
    expect(done).toMatchObject({ ops: { app: op }, writes, errors: {}, failures: [] });

    const { id, inputs } = engine.resource("app");
    expect(await backend.application(id)).toMatchObject(record);
    if (tags) expect(await backend.tags(id)).toEqual(tags);
    expect(inputs).toMatchObject(to);
    expect((await engine.preview([application("app", to)])).ops).toEqual({ app: "same" });
    expect((await engine.refresh()).changed).toEqual({ app: [] });
  });
});
