import { application } from "../engine/declarations";
import { attributeTable, modify } from "./table";

const { keeps, updates } = attributeTable((inputs) => [application("app", inputs)]);

describe("enabled: unset is true", () => {
  const disable = { writes: ["DisableApplication"] };
  const enable = { writes: ["EnableApplication"] };
  keeps("unset, kept", {}, {}, { record: { Status: "Normal" } });
  keeps("unset to true", {}, { enabled: true });
  updates("unset to false", {}, { enabled: false }, { ...disable, record: { Status: "Disabled" } });
  updates("true to false", { enabled: true }, { enabled: false }, disable);
  keeps("false, kept", { enabled: false }, { enabled: false }, { record: { DisabledReason: "manual" } });
  updates(
    "false to true",
    { enabled: false },
    { enabled: true },
    { ...enable, record: { Status: "Normal" } },
  );
  updates("false to unset", { enabled: false }, {}, { ...enable, record: { Status: "Normal" } });
});

describe("rtcService: unset is not managed", () => {
  keeps("unset, kept", {}, {}, { record: { RtcService: false } });
  updates("unset to true", {}, { rtcService: true }, { ...modify, record: { RtcService: true } });
  updates("unset to false", {}, { rtcService: false }, { record: { RtcService: false } });
  keeps("true, kept", { rtcService: true }, { rtcService: true });
  keeps("false, kept", { rtcService: false }, { rtcService: false });
  updates("false to true", { rtcService: false }, { rtcService: true }, modify);
  updates("true to unset", { rtcService: true }, {}, { record: { RtcService: true } });
  updates(
    "open by its products, declared later",
    { products: ["call"] },
    { products: ["call"], rtcService: true },
  );
});

describe("deletionProtection: unset is false", () => {
  keeps("unset, kept", {}, {}, { record: { DeletionProtection: false } });
  keeps("unset to false", {}, { deletionProtection: false });
  updates(
    "unset to true",
    {},
    { deletionProtection: true },
    { ...modify, record: { DeletionProtection: true } },
  );
  keeps("true, kept", { deletionProtection: true }, { deletionProtection: true });
  updates("true to false", { deletionProtection: true }, { deletionProtection: false }, modify);
  updates("true to unset", { deletionProtection: true }, {}, modify);
});

describe("deletionPolicy: nobody is asked", () => {
  keeps("unset to its default", {}, { deletionPolicy: "delete" });
  updates("unset to value", {}, { deletionPolicy: "retain" });
  keeps("value, kept", { deletionPolicy: "disable" }, { deletionPolicy: "disable" });
  updates("value to value", { deletionPolicy: "retain" }, { deletionPolicy: "disable" });
  updates("value to unset", { deletionPolicy: "retain" }, {});
});

describe("timeouts: nobody is asked", () => {
  updates("unset to empty", {}, { timeouts: {} });
  updates("unset to value", {}, { timeouts: { delete: "1h" } });
  keeps("value, kept", { timeouts: { delete: "1h" } }, { timeouts: { delete: "1h" } });
  updates("value to value", { timeouts: { delete: "1h" } }, { timeouts: { delete: "2h", update: "5m" } });
  updates("value to unset", { timeouts: { delete: "1h" } }, {});
});
