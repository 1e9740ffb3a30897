import fc from "fast-check";
import { type Edition, freeTrial, ModifyAutoRenewal, rankOf } from "../../../backend/api";
import { idOf, subscription } from "../../provider/engine/declarations";
import { definePart } from "../part";

const nameOf = (owner: string) => `${owner}-plan`;

/** A trial or a package of Call; it means something where the application has Call. */
export const subscriptionPart = definePart({
  piece: fc.option(
    fc.record({
      edition: fc.constantFrom<Edition>(freeTrial, "1-to-1-call", "group-call"),
      months: fc.integer({ min: 1, max: 5 }),
      autoRenewal: fc.boolean(),
    }),
    { nil: undefined },
  ),

  declare(owner, plan, [application]) {
    const products = application?.inputs.products;
    if (!plan || !Array.isArray(products) || !products.includes("call")) return [];
    const { edition, ...terms } = plan;
    const inputs = { application: idOf(owner), edition, ...(edition !== freeTrial && terms) };
    return [subscription(nameOf(owner), inputs)];
  },

  acts: {
    async "switch renewal"({ backend, owner, SdkAppId, drifted }) {
      const held = await backend.subscription(String(SdkAppId));
      if (held === undefined || held.Edition === freeTrial) return;
      const changed = { SdkAppId, Product: "call", AutoRenewal: !held.AutoRenewal } as const;
      await backend.call(ModifyAutoRenewal, changed);
      drifted(nameOf(owner), "autoRenewal");
    },
  },

  /** What is paid stays so, and only more can follow. */
  following(before, after) {
    if (!before || !after || before.edition === freeTrial) return after;
    const isHigher = rankOf("call", after.edition) > rankOf("call", before.edition);
    const { edition } = isHigher ? after : before;
    return { ...after, edition, months: Math.max(before.months, after.months) };
  },
});
