import {
  type ApplicationStatus,
  type ProductName,
  type SubscriptionProduct,
  subscriptionProducts,
} from "../../../backend/api";
import { faceStatuses } from "../../../backend/rules/application/face-status";
import { openEditions } from "../../../backend/rules/application/products";

const rest =
  "Disabling or deleting an application affects all associated services, including Call, Conference, RTC Engine, Live, and Chat [RTC]";
const window = "it takes 3-5 minutes for the changes to take effect across the system [RTC]";
const refund =
  "After a refund it becomes Expired, 7 days later Disabled (退费后变为到期状态，7天后变为停用状态) [IM]";
const normal =
  "When the status is normal, both the TRTC basic services and value-added services can be used [RTC]";
const ended = "When a call pack ends its features become unavailable and the application stays [54632]";
const claim = "To use the Call application, you need to claim the Free Trial version [RTC]";
const engine = "By default, RTC Engine applications are set to 'Free Trial' [RTC]";
const pack = "After the purchase of a call pack the audio/video service is opened by itself [IM]";

type Shown = "Normal" | "Disabled";
type Packages = Partial<Record<SubscriptionProduct, "runs" | "ended">>;
type Row = [ProductName, ApplicationStatus, Packages, Shown, Shown | undefined, string];

const table: Row[] = [
  ["chat", "Normal", {}, "Normal", undefined, normal],
  ["chat", "Disabling", {}, "Normal", undefined, window],
  ["chat", "Enabling", {}, "Disabled", undefined, window],
  ["chat", "Disabled", {}, "Disabled", undefined, rest],
  ["chat", "Deleting", {}, "Disabled", undefined, rest],
  ["chat", "Expired", { chat: "ended", call: "runs" }, "Disabled", undefined, refund],
  ["chat", "Normal", { call: "ended" }, "Normal", undefined, ended],
  ...(["call", "conference", "live", "rtc-engine"] as const).flatMap((product): Row[] => [
    [product, "Normal", { [product]: "runs" }, "Normal", "Normal", normal],
    [product, "Normal", { [product]: "ended" }, "Normal", "Disabled", ended],
    [product, "Expired", { chat: "ended", [product]: "runs" }, "Normal", "Normal", refund],
    [product, "Disabling", { [product]: "runs" }, "Normal", "Normal", window],
    [product, "Enabling", { [product]: "runs" }, "Disabled", "Disabled", window],
    [product, "Disabled", { [product]: "runs" }, "Disabled", "Disabled", rest],
    [product, "Deleting", { [product]: "runs" }, "Disabled", "Disabled", rest],
  ]),
  ["call", "Normal", {}, "Normal", "Disabled", claim],
  ["conference", "Normal", {}, "Normal", "Disabled", claim],
  ["live", "Normal", {}, "Normal", "Disabled", claim],
  ["rtc-engine", "Normal", {}, "Normal", "Normal", engine],
  ["call", "Normal", { live: "runs" }, "Normal", "Disabled", claim],
  ["call", "Normal", { call: "ended", "call-pack": "runs" }, "Normal", "Normal", pack],
  ["rtc-engine", "Normal", { "call-pack": "ended" }, "Normal", "Disabled", ended],
];

test.each(table)(
  "%s, application %s, packages %j: %s, value-added %s. %s",
  (product, status, packages, shown, valueAdded) => {
    const open: ProductName[] = product === "chat" ? ["chat"] : ["chat", product];
    const packagesRun = new Map(
      subscriptionProducts.flatMap((name) => (packages[name] ? [[name, packages[name] === "runs"]] : [])),
    );
    const faces = faceStatuses(status, open, openEditions({}, open), true, packagesRun);
    expect(faces.find((face) => face.product === product)).toMatchObject({
      status: shown,
      ...(valueAdded && { basicService: shown, valueAddedService: valueAdded }),
    });
  },
);

test("a Chat application with the RTC service shows that service too", () => {
  const faces = faceStatuses("Normal", ["chat"], { chat: "free-trial" }, true, new Map());
  expect(faces.map((face) => face.product)).toEqual(["chat", "rtc-engine"]);
  expect(faceStatuses("Normal", ["chat"], {}, false, new Map())).toHaveLength(1);
});
