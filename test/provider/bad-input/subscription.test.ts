import { refusals } from "./table";

const refuses = refusals("Subscription", { "tencentrtc:allowPurchases": "true" });

/** What is no SDKAppID. */
const noIds = ["", "0140000001", "99999999999", "1999000001/ops"];
for (const application of noIds)
  refuses(`application: "${application}"`, { application }, ["application"], "leave out");
refuses("application: one that isn't there", { application: "1400000009" }, ["application"], "leave out");
refuses("product: left out", { product: undefined }, ["product"]);
refuses("product: none of them", { product: "sms" }, ["product"]);
refuses("edition: left out", { edition: undefined }, ["edition"]);
refuses("edition: of no product", { edition: "flagship" }, ["edition"]);
refuses("edition: of another product", { edition: "pro-plus" }, ["edition"]);
refuses("edition: Chat's Free Trial", { product: "chat" }, ["edition"]);
refuses("months: of a trial", { months: 1 }, ["months"], "leave out");
refuses("months: 0", { edition: "group-call", months: 0 }, ["months"], "leave out");
refuses("months: a half", { edition: "group-call", months: 1.5 }, ["months"], "leave out");
refuses("autoRenewal: of a trial", { autoRenewal: true }, ["autoRenewal"], "leave out");
refuses("configuration: of a trial", { configuration: { mau: 5 } }, ["configuration"], "leave out");
refuses(
  "configuration: a name with a space",
  { edition: "group-call", configuration: { "a b": 5 } },
  ["configuration", "a b"],
  "leave out",
);
refuses("takeOver: without adopt", { takeOver: true }, ["takeOver"], "leave out");
refuses("adopt: nothing there", { adopt: true }, ["adopt"], "leave out");
refuses("timeouts: no duration", { timeouts: { create: "soon" } }, ["timeouts", "create"]);
refuses("auto_renewal", { edition: "group-call", auto_renewal: false }, ["auto_renewal"], "rename");
