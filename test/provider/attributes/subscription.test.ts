import type { Bag } from "../../../ground/bag";
import { application, idOf, subscription } from "../engine/declarations";
import { attributeTable } from "./table";

const products = ["chat", "call", "live"];
const programOf = (inputs: Bag) => [
  application("other", { products }),
  application("app", { products }),
  subscription("plan", { application: idOf("app"), ...inputs }),
];
const { keeps, updates, replaces } = attributeTable(programOf, { "tencentrtc:allowPurchases": "true" });

const paid = { edition: "1-to-1-call" };
const bought = { writes: ["PurchaseSubscription"] };
const upgraded = { writes: ["UpgradeSubscription"] };
const extended = { writes: ["ExtendSubscription"] };
const renewal = { writes: ["ModifyAutoRenewal"] };
const anew = { writes: ["ReleaseSubscription", "PurchaseSubscription"] };

describe("edition: a trial is claimed, the rest is bought, and it only rises", () => {
  keeps("trial, kept", {}, {}, { subscription: { Edition: "free-trial", Months: 0 } });
  updates("trial to paid", {}, paid, { ...bought, subscription: { Edition: "1-to-1-call", Months: 1 } });
  updates(
    "trial to the highest",
    {},
    { edition: "group-call", months: 3 },
    { ...bought, subscription: { Months: 3 } },
  );
  keeps("paid, kept", paid, paid);
  updates(
    "lower to higher",
    paid,
    { edition: "group-call" },
    { ...upgraded, subscription: { Edition: "group-call" } },
  );
});

describe("months: unset is 1", () => {
  keeps("unset, kept", paid, paid, { subscription: { Months: 1 } });
  keeps("unset to 1", paid, { ...paid, months: 1 });
  keeps("1 to unset", { ...paid, months: 1 }, paid);
  updates("unset to value", paid, { ...paid, months: 2 }, { ...extended, subscription: { Months: 2 } });
  updates(
    "value to a higher one",
    { ...paid, months: 2 },
    { ...paid, months: 12 },
    { ...extended, subscription: { Months: 12 } },
  );
  keeps("value, kept", { ...paid, months: 2 }, { ...paid, months: 2 });
});

describe("configuration: unset is empty, and it only rises", () => {
  const mau = (value: number) => ({ ...paid, configuration: { mau: value } });
  keeps("unset, kept", paid, paid, { subscription: { Configuration: {} } });
  keeps("unset to empty", paid, { ...paid, configuration: {} });
  keeps("empty to unset", { ...paid, configuration: {} }, paid);
  updates("unset to value", paid, mau(2), { ...upgraded, subscription: { Configuration: { mau: 2 } } });
  updates("value to a higher one", mau(2), mau(3), {
    ...upgraded,
    subscription: { Configuration: { mau: 3 } },
  });
  keeps("value, kept", mau(2), mau(2));
  updates("value to unset: it stays bought", mau(2), paid, { subscription: { Configuration: { mau: 2 } } });
  updates(
    "one more name",
    mau(2),
    { ...paid, configuration: { mau: 2, constructor: 1 } },
    { ...upgraded, subscription: { Configuration: { mau: 2, constructor: 1 } } },
  );
});

describe("autoRenewal: unset is false", () => {
  const on = { ...paid, autoRenewal: true };
  keeps("unset, kept", paid, paid, { subscription: { AutoRenewal: false } });
  keeps("unset to false", paid, { ...paid, autoRenewal: false });
  updates("unset to true", paid, on, { ...renewal, subscription: { AutoRenewal: true } });
  keeps("true, kept", on, on);
  updates(
    "true to false",
    on,
    { ...paid, autoRenewal: false },
    { ...renewal, subscription: { AutoRenewal: false } },
  );
  updates("true to unset", on, paid, { ...renewal, subscription: { AutoRenewal: false } });
});

describe("application and product: fixed, since a package can't be moved", () => {
  replaces("application: value to value", paid, { ...paid, application: idOf("other") }, anew);
  replaces("product: value to value", paid, { product: "live", edition: "lite" }, anew);
  replaces(
    "product: to a trial",
    paid,
    { product: "live" },
    { writes: ["ReleaseSubscription", "ClaimTrial"] },
  );
});

describe("refundOnDestroy, adopt, timeouts: nobody is asked", () => {
  keeps("refundOnDestroy: unset to false", paid, { ...paid, refundOnDestroy: false });
  updates("refundOnDestroy: unset to true", paid, { ...paid, refundOnDestroy: true });
  updates("refundOnDestroy: true to unset", { ...paid, refundOnDestroy: true }, paid);
  replaces(
    "refundOnDestroy: true holds for a replacement",
    { ...paid, refundOnDestroy: true },
    { product: "live", edition: "lite" },
    { writes: ["RefundSubscription", ...anew.writes], subscription: { Status: "Refunded" } },
  );
  updates("adopt: unset to false", paid, { ...paid, adopt: false });
  updates("timeouts: unset to value", paid, { ...paid, timeouts: { create: "1m" } });
  updates("timeouts: value to unset", { ...paid, timeouts: { create: "1m" } }, paid);
});

describe("several at once", () => {
  updates(
    "are one order each",
    paid,
    { edition: "group-call", months: 4, configuration: { mau: 5 }, autoRenewal: true },
    {
      writes: ["ExtendSubscription", "UpgradeSubscription", "ModifyAutoRenewal"],
      subscription: { Edition: "group-call", Months: 4, Configuration: { mau: 5 }, AutoRenewal: true },
    },
  );
});
