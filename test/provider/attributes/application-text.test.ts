import { application } from "../engine/declarations";
import { attributeTable, modify } from "./table";

const { keeps, updates } = attributeTable((inputs) => [application("app", inputs)]);

describe("name: unset is the resource's own name", () => {
  keeps("unset, kept", {}, {}, { record: { Name: "app" } });
  keeps("unset to the same value", {}, { name: "app" });
  updates("unset to value", {}, { name: "b" }, { ...modify, record: { Name: "b" } });
  keeps("value, kept", { name: "b" }, { name: "b" });
  updates("value to value", { name: "b" }, { name: "c" }, { ...modify, record: { Name: "c" } });
  updates("value to unset", { name: "b" }, {}, { ...modify, record: { Name: "app" } });
});

describe("description: unset is empty", () => {
  keeps("unset, kept", {}, {}, { record: { Description: "" } });
  keeps("unset to empty", {}, { description: "" });
  keeps("empty to unset", { description: "" }, {});
  updates("unset to value", {}, { description: "d" }, { ...modify, record: { Description: "d" } });
  updates("empty to value", { description: "" }, { description: "d" }, modify);
  keeps("value, kept", { description: "d" }, { description: "d" });
  updates("value to value", { description: "d" }, { description: "e" }, modify);
  updates(
    "value to empty",
    { description: "d" },
    { description: "" },
    { ...modify, record: { Description: "" } },
  );
  updates("value to unset", { description: "d" }, {}, { ...modify, record: { Description: "" } });
});

describe("applicationType: unset is not managed", () => {
  keeps("unset, kept", {}, {}, { record: { ApplicationType: null } });
  updates("unset to value", {}, { applicationType: "t" }, { ...modify, record: { ApplicationType: "t" } });
  keeps("value, kept", { applicationType: "t" }, { applicationType: "t" });
  updates("value to value", { applicationType: "t" }, { applicationType: "u" }, modify);
  updates("value to unset", { applicationType: "t" }, {}, { record: { ApplicationType: "t" } });
});

describe("several at once", () => {
  const from = { description: "d", applicationType: "t" };
  const to = { name: "n", description: "e", applicationType: "u", deletionProtection: true };
  updates("are one call", from, to, {
    ...modify,
    record: { Name: "n", Description: "e", ApplicationType: "u", DeletionProtection: true },
  });
});
