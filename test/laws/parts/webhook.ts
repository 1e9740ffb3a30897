import fc from "fast-check";
import { DeleteWebhook, DescribeWebhooks, SetWebhook } from "../../../backend/api";
import { idOf, webhook } from "../../provider/engine/declarations";
import { definePart, type Scene } from "../part";

const nameOf = (owner: string) => `${owner}-hook`;
const events = [
  "Call.CallbackAfterStartCall",
  "Call.CallbackAfterEndCall",
  "Call.CallbackAfterMemberChanged",
];

/** The webhook as the backend has it. */
async function held({ backend, SdkAppId }: Scene) {
  const Webhooks = [{ SdkAppId, Product: "call" as const }];
  const [entry] = (await backend.call(DescribeWebhooks, { Webhooks })).Entries;
  return entry?.Outcome === "Found" ? entry.Webhook : undefined;
}

/** Changes it as a program does that sets it at its start. */
async function change(
  scene: Scene,
  changes: { readonly Url?: string; readonly Events?: string[] },
  input: string,
) {
  const found = await held(scene);
  if (found?.Url === undefined) return;
  const { SdkAppId, Product, Url, Events, Revision } = found;
  const asked = { SdkAppId, Product, Url, Events, Revision, ...changes };
  const { Outcome } = await scene.backend.call(SetWebhook, asked);
  if (Outcome === "Changed") scene.drifted(nameOf(scene.owner), input);
}

/** A webhook of Call; it means something where a package or a trial of Call is declared. */
export const webhookPart = definePart({
  piece: fc.option(
    fc.record({
      url: fc.constantFrom("https://example.com/calls", "https://example.com/calls?token=s3cr3t"),
      events: fc.shuffledSubarray(events, { minLength: 1 }),
    }),
    { nil: undefined },
  ),

  declare(owner, inputs, others) {
    const plan = others.find(({ kind }) => kind === "Subscription");
    if (!inputs || !plan) return [];
    return [webhook(nameOf(owner), { application: idOf(owner), ...inputs }, { dependsOn: [plan.name] })];
  },

  acts: {
    redirect: (scene) => change(scene, { Url: "https://example.com/by-hand" }, "url"),
    resubscribe: (scene) => change(scene, { Events: ["Call.CallbackAfterOther"] }, "events"),
    async unhook(scene) {
      const { backend, SdkAppId, owner, dropped } = scene;
      if (!(await held(scene))) return;
      await backend.call(DeleteWebhook, { SdkAppId, Product: "call" });
      dropped(nameOf(owner));
    },
  },
});
