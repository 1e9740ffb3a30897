import { status } from "@grpc/grpc-js";
import {
  CreateAdminAccount,
  DeleteApplication,
  DisableApplication,
  RefundSubscription,
} from "../../../backend/api";
import { type Plugin, servePlugin } from "../../../provider/adapters/plugin/server";
import { Backend, immediate } from "../backend";
import { PluginDoor } from "../engine/plugin-process";
import { Recorder } from "../engine/recorder";
import { ImportDoor, uniqueName } from "./import-door";
import { sortsOn } from "./import-sorts";

let backend: Backend;
let plugin: Plugin;
let door: PluginDoor;
let engine: ImportDoor;
const recorder = new Recorder();
beforeAll(async () => {
  backend = await Backend.open({ ApplicationsPerAccount: 1_000 });
  plugin = await servePlugin({ voice: recorder, connecting: async () => backend.transport() });
  door = new PluginDoor(plugin.port);
  await door.configure({ ...backend.config, "tencentrtc:allowPurchases": "true" });
  engine = new ImportDoor(door);
});
afterAll(async () => {
  door.close();
  await plugin.close();
  await backend.close();
});

const declarationOf = (name: string, organization = "") => `${organization}::dev::shop::::${name}`;

const sorts = sortsOn(() => backend);
const changeable = sorts.flatMap((sort) => (sort.change ? [{ ...sort, change: sort.change }] : []));
const claimed = sorts.flatMap((sort) =>
  sort.give && sort.change ? [{ ...sort, give: sort.give, change: sort.change }] : [],
);

describe.each(sorts)("$kind", ({ kind, make, says, isThere, missing, malformed }) => {
  test("as the console made it is no change: of the program that says the same, and of what the import answers", async () => {
    const id = await make();
    const held = await engine.imported(kind, id);
    expect(held.id).toBe(id);
    expect(await engine.planned(held, says(id))).toEqual([]);
    expect(await engine.planned(held, held.inputs)).toEqual([]);
    const again = await engine.refreshed(held);
    expect(await engine.planned(again, says(id))).toEqual([]);
    expect(await engine.refreshed(again)).toEqual(again);
  });

  test("a destroy takes it away although nothing was changed before, and may be repeated", async () => {
    const held = await engine.imported(kind, await make());
    expect(await isThere(held.id)).toBe(true);
    await engine.deleted(held);
    expect(await isThere(held.id)).toBe(false);
    await engine.deleted(held);
  });

  test("that isn't there is an error that says where to look", async () => {
    await backend.create();
    await expect(engine.imported(kind, missing)).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: `there is no ${kind} ${missing}: check the id, and that tencentrtc:endpoint leads to the backend in which it lives`,
    });
  });

  test.each(Object.entries(malformed))("the id %j is refused by its form", async (id, words) => {
    await expect(engine.imported(kind, id)).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: expect.stringMatching(words),
    });
  });

  test("is never taken for one of another backend", async () => {
    const id = await make();
    const held = await engine.imported(kind, id);
    const elsewhere = { ...held, outputs: { ...held.outputs, __backend: "other/1" } };
    await expect(engine.planned(elsewhere, says(id))).rejects.toThrow("WrongBackend");
    await expect(engine.deleted(elsewhere)).rejects.toThrow("WrongBackend");
    expect(await isThere(id)).toBe(true);
  });
});

describe.each(changeable)("a change of an imported $kind", ({ kind, make, says, change }) => {
  test("is made, repeated after a kill that lost its state, and then one like any other", async () => {
    const id = await make();
    const held = await engine.imported(kind, id);
    const news = { ...says(id), ...change };
    expect(await engine.planned(held, news)).toContain("changes");
    await engine.updated(held, news);
    const next = await engine.updated(held, news);
    expect(next.outputs).not.toHaveProperty("__imported");
    expect(await engine.planned(next, news)).toEqual([]);
    expect(await engine.planned(await engine.refreshed(next), news)).toEqual([]);
    await engine.deleted(next);
  });
});

describe.each(claimed)("an imported $kind", ({ kind, make, says, change, give, isThere }) => {
  const other = "acme::prod::elsewhere::::other";

  test("of another declaration is refused with the way out, and nothing is changed", async () => {
    const id = await make();
    await give(id, other);
    await expect(engine.imported(kind, id)).rejects.toMatchObject({
      code: status.FAILED_PRECONDITION,
      message: expect.stringMatching(
        /^importing \w+ [^:]+: "acme::prod::elsewhere::::other" manages it\. .*; or take it from there: declare it with adopt: .* and takeOver: true, without an import/,
      ),
    });
  });

  test.each(["", "organization"])("of this very declaration, made in %j, goes on", async (organization) => {
    const name = uniqueName();
    const id = await make();
    await give(id, declarationOf(name, organization));
    const held = await engine.imported(kind, id, name);
    expect(held.inputs.__declaration).toBe(declarationOf(name, organization));
    expect(await engine.planned(held, says(id))).toEqual([]);
    const next = await engine.updated(held, { ...says(id), ...change });
    expect(next.outputs.__claim).toEqual(expect.any(String));
    await engine.deleted(next);
    expect(await isThere(id)).toBe(false);
  });

  test("that another has taken since is neither changed nor deleted", async () => {
    const id = await make();
    const held = await engine.imported(kind, id);
    await give(id, other);
    await expect(engine.updated(held, { ...says(id), ...change })).rejects.toThrow(
      /"acme::prod::elsewhere::::other" manages it now; nothing was changed/,
    );
    await engine.deleted(held);
    expect(await isThere(id)).toBe(true);
    expect(recorder.messages).toContainEqual(
      expect.objectContaining({ text: expect.stringMatching(/manages .* now; it was left alone/) }),
    );
  });

  test("that fails half-way before its claim is still an import, and after it has its claim", async () => {
    const id = await make();
    const held = await engine.imported(kind, id);
    const unfinished = { ...held, outputs: { ...held.outputs, __unfinished: true } };
    expect(await engine.planned(unfinished, says(id))).toEqual(["changes"]);
    const next = await engine.updated(unfinished, says(id));
    expect(next.outputs).toMatchObject({ __claim: expect.any(String) });
    expect(next.outputs).not.toHaveProperty("__unfinished");
    expect(await engine.planned(next, says(id))).toEqual([]);
  });
});

describe("what a program leaves out of an imported application", () => {
  const made = async () => {
    const id = await backend.create({ Name: "console", Products: ["call", "chat"] });
    const pairs = { team: "a", cost: "b" };
    const ReplaceTags = Object.entries(pairs).map(([TagKey, TagValue]) => ({ TagKey, TagValue }));
    await backend.retag(id, { ReplaceTags });
    return engine.imported("Application", String(id));
  };
  const less = { name: "console", region: "tokyo", products: ["call", "chat"], tags: { team: "a" } };

  test("others may go on with: no change takes it away", async () => {
    const held = await made();
    expect(await engine.planned(held, less)).toEqual([]);
    const next = await engine.updated(held, { ...less, description: "by_code" });
    expect(await backend.tags(held.id)).toEqual({ team: "a", cost: "b" });
    await engine.updated(next, { ...less, description: "by_code", tags: {} });
    expect(await backend.tags(held.id)).toEqual({ cost: "b" });
  });

  test("has its default, and what differs from that is shown", async () => {
    const held = await made();
    await backend.call(DisableApplication, { SdkAppId: Number(held.id) });
    const again = await engine.imported("Application", held.id);
    expect(again.inputs).toMatchObject({ enabled: false });
    expect(await engine.planned(again, less)).toEqual(["changes", "enabled"]);
    expect(await engine.planned(again, { ...less, enabled: false })).toEqual([]);
  });

  test("its policies are those of what a program makes, and another one is an update that asks for nothing", async () => {
    const held = await made();
    expect(held.outputs).toMatchObject({ deletionPolicy: "delete" });
    const kept = await engine.updated(held, { ...less, deletionPolicy: "retain" });
    expect(await engine.planned(kept, { ...less, deletionPolicy: "retain" })).toEqual([]);
    await engine.deleted(kept);
    expect(await backend.application(held.id)).toMatchObject({ Status: "Normal", Owner: null });
  });
});

test("nothing is left of default tags to be asked for but what the application lacks", async () => {
  const id = await backend.create({ Name: "console" });
  const other = await servePlugin({ voice: recorder, connecting: async () => backend.transport() });
  const its = new PluginDoor(other.port);
  await its.configure({ ...backend.config, "tencentrtc:defaultTags": '{"owner":"platform"}' });
  const door = new ImportDoor(its);
  const held = await door.imported("Application", String(id));
  const says = { name: "console", region: "tokyo", products: ["chat"] };
  expect(await door.planned(held, says)).toEqual(["changes", "tags.owner"]);
  its.close();
  await other.close();
});

test("secrets are told to be missing, and a program may repeat what stands in their place", async () => {
  const sort = sorts.find(({ kind }) => kind === "PushCertificate");
  const held = await engine.imported("PushCertificate", (await sort?.make()) ?? "");
  expect(recorder.messages.at(-1)?.text).toMatch(/^platform\.appSecret: nobody can read secrets back/);
  const platform = { ...Object(held.inputs.platform), category: "IM" };
  const next = await engine.updated(held, { ...held.inputs, platform });
  expect(next.outputs).toMatchObject({ platform: { category: "IM" } });
});

test("what no declaration can begin to manage is refused: a package that has ended, an application on its way out", async () => {
  const id = (await sorts.find(({ kind }) => kind === "Subscription")?.make()) ?? "";
  const SdkAppId = Number(id.split("/")[0]);
  await backend.call(RefundSubscription, { SdkAppId, Product: "call" });
  await expect(engine.imported("Subscription", id)).rejects.toThrow(/the package has ended \(Refunded\)/);
  await backend.call(DisableApplication, { SdkAppId });
  await backend.holdWindows();
  await backend.call(DeleteApplication, { SdkAppId });
  await backend.settings(immediate);
  await expect(engine.imported("Application", String(SdkAppId))).rejects.toThrow(
    "it is being deleted, for good",
  );
  backend.pass({ days: 1 });
});

test("what hangs on an imported application that may not be deleted stays with it, until that is known to stay", async () => {
  const id = await backend.create({ DeletionProtection: true });
  await backend.call(CreateAdminAccount, { SdkAppId: id, UserId: "ops" });
  const app = await engine.imported("Application", String(id));
  const account = await engine.imported("AdminAccount", `${id}/ops`);
  await expect(engine.deleted(account)).rejects.toThrow(
    /it stays, since Application \d+, .* may not be deleted/,
  );
  await engine.planned(app, app.inputs);
  await engine.deleted(account);
  expect((await backend.application(String(id)))?.AdminAccounts).toHaveLength(1);
});
