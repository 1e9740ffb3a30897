import { application } from "../engine/declarations";
import { attributeTable, bindTags, modify } from "./table";

const { keeps, updates, replaces } = attributeTable((inputs) => [application("app", inputs)]);

describe("products: a set that only grows", () => {
  keeps("kept", { products: ["chat"] }, { products: ["chat"] });
  keeps("another order", { products: ["chat", "call"] }, { products: ["call", "chat"] });
  updates(
    "one more",
    { products: ["chat"] },
    { products: ["live", "chat"] },
    {
      ...modify,
      record: { Products: ["chat", "live"], RtcService: true },
    },
  );
});

describe("region: fixed", () => {
  keeps("kept", { region: "tokyo" }, { region: "tokyo" });
  replaces(
    "value to value",
    { region: "tokyo" },
    { region: "seoul" },
    {
      writes: ["DeleteApplication", "DisableApplication", "DeleteApplication", "CreateApplication"],
      record: { Region: "seoul", Status: "Normal" },
    },
  );
});

describe("tags: unset is none of ours", () => {
  keeps("unset, kept", {}, {}, { tags: {} });
  keeps("unset to empty", {}, { tags: {} });
  keeps("empty to unset", { tags: {} }, {});
  updates("unset to value", {}, { tags: { a: "1" } }, { ...bindTags, tags: { a: "1" } });
  updates("empty to value", { tags: {} }, { tags: { a: "1" } }, { ...bindTags, tags: { a: "1" } });
  keeps("another order", { tags: { a: "1", b: "2" } }, { tags: { b: "2", a: "1" } });
  updates("another value", { tags: { a: "1" } }, { tags: { a: "2" } }, { ...bindTags, tags: { a: "2" } });
  updates("another key", { tags: { a: "1" } }, { tags: { b: "1" } }, { ...bindTags, tags: { b: "1" } });
  updates("value to empty", { tags: { a: "1" } }, { tags: {} }, { ...bindTags, tags: {} });
  updates("value to unset", { tags: { a: "1" } }, {}, { ...bindTags, tags: {} });
  const inherited = { constructor: "1", toString: "2" };
  updates("keys that every object inherits", { tags: inherited }, { tags: {} }, { ...bindTags, tags: {} });
});
