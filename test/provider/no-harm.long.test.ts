import {
  DescribeApplications,
  ListPushCertificates,
  SimulateApplication,
  type SubscriptionRecord,
} from "../../backend/api";
import type { Bag } from "../../ground/bag";
import { simulated } from "../backend/simulated";
import { share } from "../depth";
import { Backend, immediate } from "./backend";
import {
  adminAccount,
  application,
  type Declared,
  idOf,
  outputOf,
  pushCertificate,
  subscription,
  tag,
} from "./engine/declarations";
import { cancelling } from "./engine/interrupted";
import type { Result } from "./engine/results";
import type { MiniEngine, RunOptions } from "./mini-engine";
import { forms } from "./push-certificate/forms";

let backend: Backend;
beforeAll(async () => {
  backend = await Backend.open({ TrialsPerAccount: 10_000, ApplicationsPerAccount: 10_000 });
});
afterAll(() => backend.close());
beforeEach(() => backend.settings({ ...immediate, PaidChatDeletion: "contact-support" }));

/** An application with one of each kind on it, as the classes would declare them. */
function programOf(inputs: Bag = {}): Declared[] {
  const child = { application: idOf("app"), ...keeping(inputs) };
  return [
    application("app", { products: ["chat", "call"], ...inputs }),
    adminAccount("ops", { ...child, userId: "ops" }),
    pushCertificate("push", { ...child, platform: forms.huawei }),
    pushCertificate("xiaomi", { ...child, platform: forms.xiaomi }),
    subscription("plan", { ...child, edition: "group-call", autoRenewal: true }),
    tag("cost", { ...child, key: "cost", value: "4711" }),
  ];
}
const keeping = ({ deletionPolicy }: Bag): Bag =>
  deletionPolicy === undefined ? {} : { __keeps: outputOf("app", "deletionPolicy") };

const childNames = ["ops", "push", "xiaomi", "plan", "cost"];

const paidChat = (id: string) =>
  backend.admin(SimulateApplication, { SdkAppId: Number(id), Editions: { chat: "pro" } });
const nothing = async () => {};

/** What the application is, and how often its secrets could be told. */
const situations: Record<string, { inputs?: Bag; act?: (id: string) => Promise<unknown>; refused?: RegExp }> =
  {
    ordinary: {},
    protected: {
      inputs: { deletionProtection: true },
      refused: /OperationDenied.ApplicationProtected|is protected from deletion/,
    },
    "paid Chat": { act: paidChat, refused: /UnauthorizedOperation.PaidEditionContactSupport/ },
    retained: { inputs: { deletionPolicy: "retain" } },
    "retained and protected": { inputs: { deletionPolicy: "retain", deletionProtection: true } },
    "retained with paid Chat": { inputs: { deletionPolicy: "retain" }, act: paidChat },
    "left disabled": { inputs: { deletionPolicy: "disable" } },
  };

/** Ways in which a run takes the application away. */
const ways: Record<string, (engine: MiniEngine, inputs: Bag, options?: RunOptions) => Promise<Result>> = {
  destroy: (engine, _, options) => engine.destroy(options),
  "removed from the program": (engine, _, options) => engine.up([], options),
  "destroy --target of what hangs on it": (engine, _, options) =>
    engine.destroy({ ...options, targets: childNames }),
  "region change": (engine, inputs, options) => engine.up(programOf({ ...inputs, region: "tokyo" }), options),
};

async function broughtUp(title: string) {
  const { inputs = {}, act = nothing, refused } = situations[title] ?? {};
  const engine = backend.engine({ "tencentrtc:allowPurchases": "true" });
  expect(await engine.up(programOf(inputs))).toMatchObject({ faults: [] });
  const { id } = engine.resource("app");
  await act(id);
  return { engine, id, inputs, refused };
}

const termsOf = (found: SubscriptionRecord | undefined) =>
  found && [found.PackageId, found.Edition, found.ExpireTime, found.AutoRenewal, found.Owner];

/** Ids, secrets and what is in effect, looked up in the backend. */
async function held(id: string) {
  const SdkAppId = Number(id);
  const { Entries } = await backend.call(DescribeApplications, { SdkAppIds: [SdkAppId], WithSecrets: true });
  const [entry] = Entries;
  if (entry?.Outcome !== "Found") throw new Error(`there is no application ${id}`);
  const { SecretKey, Status, AdminAccounts, Owner } = entry.Application;
  const { Leaving } = simulated(entry.Application);
  const { PushCertificates } = await backend.call(ListPushCertificates, { SdkAppId });
  return {
    application: [SecretKey, Status, Owner],
    accounts: AdminAccounts.map(({ UserId }) => UserId),
    certificates: PushCertificates.map((one) => [
      one.CertificateId,
      one.Fingerprint,
      one.Platform,
      one.Owner,
    ]),
    subscription: termsOf(await backend.subscription(id)),
    tags: await backend.tags(id),
    leaving: Leaving,
  };
}

const idsIn = (engine: MiniEngine) =>
  Object.fromEntries([...engine.state.values()].map(({ name, id }) => [name, id]));

/** Presses ^C when the action is called, and lets its windows run. */
function cancelledAt(action: string, after?: string): RunOptions {
  const seen = new Set<string>();
  return cancelling(({ name }) => {
    const isIt = name === action && (after === undefined || seen.has(after));
    seen.add(name);
    return isIt;
  });
}

/** Whether the deletion of the application has begun, from which nothing comes back. */
const isGoing = async (id: string) => ((await backend.application(id))?.Status ?? "Deleting") === "Deleting";

const titles = Object.keys(situations);
const refusedTitles = titles.filter((title) => situations[title]?.refused);
const wayNames = Object.keys(ways);
const cross = (one: readonly string[], other: readonly string[]) =>
  one.flatMap((a) => other.map((b) => [a, b]));

describe("a deletion that is refused", () => {
  test.each(cross(refusedTitles, wayNames))(
    "of a %s application (%s) touches nothing",
    async (title, way) => {
      const { engine, id, inputs, refused } = await broughtUp(title);
      const before = await held(id);
      const ids = idsIn(engine);
      const run = await ways[way]?.(engine, inputs);
      expect(run?.faults.join("\n")).toMatch(refused ?? /never/);
      expect(run?.writes.filter((name) => name !== "DeleteApplication")).toEqual([]);
      expect(await held(id)).toEqual(before);
      expect(idsIn(engine)).toEqual(ids);
      const program = programOf(inputs);
      const same = Object.fromEntries(program.map(({ name }) => [name, "same"]));
      expect(await engine.up(program)).toMatchObject({ faults: [], ops: same });
    },
  );

  test.each(refusedTitles)(
    "of a %s application is refused by the plan where a region would replace it",
    async (title) => {
      const { engine, inputs, refused } = await broughtUp(title);
      const planned = await engine.preview(programOf({ ...inputs, region: "tokyo" }));
      expect(planned.errors.app).toMatch(refused ?? /never/);
    },
  );
});

const cutOffs: Record<string, () => RunOptions> = {
  "before the disable": () => cancelledAt("DisableApplication"),
  "in the wait": () => cancelledAt("DescribeApplications", "DisableApplication"),
};
const killed = ["ordinary", "retained with paid Chat", "left disabled"];

describe("a deletion that is cut off", () => {
  test.each(
    cross(["ordinary", "left disabled"], ["destroy", "removed from the program", "region change"]).flatMap(
      ([title, way]) => Object.keys(cutOffs).map((moment) => [title, way, moment] as const),
    ),
  )(
    "of an %s application (%s) by ^C %s is undone by up, ids and secrets included",
    async (title, way, moment) => {
      const { engine, id, inputs } = await broughtUp(title ?? "");
      const before = await held(id);
      await backend.holdWindows();
      const run = await ways[way ?? ""]?.(engine, inputs, cutOffs[moment]?.());
      expect(run?.faults).not.toEqual([]);
      const cut = await held(id);
      expect(cut.certificates).toEqual(before.certificates);
      expect(cut.leaving?.map(({ Id }) => Id).sort()).toEqual(
        [...before.certificates.map(([certificate]) => `${id}/${certificate}`), `${id}/call`].sort(),
      );
      backend.pass({ days: 1 });
      await backend.settings(immediate);
      await engine.refresh();
      expect(await engine.up(programOf(inputs))).toMatchObject({ faults: [] });
      expect({ ...(await held(id)) }).toEqual(before);
      expect((await engine.preview(programOf(inputs))).faults).toEqual([]);
    },
  );

  test.each(share(cross(killed, wayNames)))(
    "of a %s application (%s) by kill -9 after any call is undone by up as long as it isn't being deleted",
    async (title, way) => {
      for (let killAfterCall = 1; ; killAfterCall += 1) {
        const { engine, id, inputs } = await broughtUp(title);
        const before = await held(id);
        const checkpoints = killAfterCall % 2 === 0;
        const run = await ways[way]?.(engine, inputs, { trouble: { killAfterCall }, checkpoints });
        if (!run?.killed) break;
        if (await isGoing(id)) continue;
        // Released is released: the destroy had nothing left to do.
        if ((await backend.application(id))?.Owner === null) continue;
        await engine.refresh();
        expect(await engine.up(programOf(inputs))).toMatchObject({ faults: [] });
        expect(await held(id)).toEqual(before);
      }
    },
  );
});

describe("what hangs on an application", () => {
  test.each(["retained", "retained and protected", "retained with paid Chat", "left disabled"])(
    "of a %s one stays with it and is managed by nobody, and can be adopted",
    async (title) => {
      const { engine, id } = await broughtUp(title);
      const before = await held(id);
      expect(await engine.destroy()).toMatchObject({ faults: [] });
      const after = await held(id);
      const unowned = before.certificates.map((one) => [...one.slice(0, -1), null]);
      expect(after).toMatchObject({ certificates: unowned, leaving: [] });
      expect(after.subscription).toEqual([...(before.subscription?.slice(0, 3) ?? []), false, null]);
      const again = backend.engine();
      const [certificate] = before.certificates;
      const adopting = [
        application("app", { adopt: id }),
        pushCertificate("push", {
          application: idOf("app"),
          platform: forms.huawei,
          adopt: certificate?.[0],
        }),
      ];
      expect(await again.up(adopting)).toMatchObject({ faults: [] });
      expect(again.resource("push").id).toBe(`${id}/${certificate?.[0]}`);
    },
  );

  test("goes alone, for good, where the application stays declared", async () => {
    const { engine, id } = await broughtUp("protected");
    const [app, ...children] = programOf({ deletionProtection: true });
    expect(await engine.up(app ? [app] : [])).toMatchObject({ faults: [] });
    expect(children.length).toBe(5);
    expect(await held(id)).toMatchObject({
      accounts: ["administrator"],
      certificates: [],
      tags: {},
      leaving: [],
    });
  });

  test("destroyed by itself stays in effect, says so, and comes back long after its ClientToken", async () => {
    const { engine, id, inputs } = await broughtUp("ordinary");
    const before = await held(id);
    const run = await engine.destroy({ targets: ["push", "xiaomi", "plan"] });
    expect(run.faults).toEqual([]);
    const said = run.messages.map(({ text }) => text);
    expect(said).toContainEqual(
      expect.stringMatching(/: 2 push certificates go with their applications .*push.*xiaomi/),
    );
    expect(said).toContainEqual(expect.stringMatching(/^the Call package .* goes with its application/));
    expect((await held(id)).leaving?.length).toBe(3);
    backend.pass({ days: 8 });
    expect(await engine.up(programOf(inputs))).toMatchObject({ faults: [] });
    expect(await held(id)).toEqual(before);
    backend.pass({ days: -8 });
  });

  test("of an application that goes is gone with it", async () => {
    const { engine, id } = await broughtUp("ordinary");
    expect(await engine.destroy()).toMatchObject({ faults: [] });
    expect(await backend.application(id)).toBeUndefined();
    const { PushCertificates } = await backend.call(ListPushCertificates, {});
    expect(PushCertificates.filter(({ SdkAppId }) => SdkAppId === Number(id))).toEqual([]);
  });
});
