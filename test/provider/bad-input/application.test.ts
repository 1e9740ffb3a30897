import { refusals } from "./table";

const refuses = refusals("Application");
const long = (length: number) => "x".repeat(length);

describe("texts", () => {
  refuses("name: empty", { name: "" }, ["name"]);
  refuses("name: 16 characters", { name: long(16) }, ["name"]);
  refuses("name: a hyphen", { name: "support-chat" }, ["name"]);
  refuses("name: Chinese", { name: "客服" }, ["name"]);
  refuses("name: a line break at its end", { name: "support\n" }, ["name"]);
  refuses("description: 301 characters", { description: long(301) }, ["description"]);
  refuses("description: a space", { description: "for customers" }, ["description"]);
  refuses("applicationType: empty", { applicationType: "" }, ["applicationType"]);
  refuses("applicationType: 41 characters", { applicationType: long(41) }, ["applicationType"]);
});

describe("products and region", () => {
  refuses("products: none", { products: [] }, ["products"]);
  refuses("products: left out", { products: undefined }, ["products"]);
  refuses("products: one twice", { products: ["chat", "chat"] }, ["products"]);
  refuses("products: a typing error", { products: ["call", "chatt"] }, ["products", "1"]);
  refuses("products: null in the list", { products: [null] }, ["products", "0"]);
  refuses("region: a typing error", { region: "singapur" }, ["region"]);
  refuses("region: empty", { region: "" }, ["region"]);
  refuses("region: left out", { region: undefined }, ["region"]);
  refuses("region: capitals", { region: "Singapore" }, ["region"]);
});

describe("tags", () => {
  const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`key${index}`, "v"]));
  refuses("51 tags", { tags: many }, ["tags"]);
  refuses("an empty key", { tags: { "": "v" } }, ["tags", ""], "key");
  refuses("a key of 128 characters", { tags: { [long(128)]: "v" } }, ["tags", long(128)], "key");
  refuses("a key with a space before", { tags: { " a": "v" } }, ["tags", " a"], "key");
  refuses("a key with an illegal character", { tags: { "a#b": "v" } }, ["tags", "a#b"], "key");
  refuses("a dotted key with a wrong value", { tags: { "a.b": "" } }, ["tags", "a.b"]);
  refuses("an empty value", { tags: { team: "" } }, ["tags", "team"]);
  refuses("a value of 256 characters", { tags: { team: long(256) } }, ["tags", "team"]);
  refuses("a value with an emoji", { tags: { team: "🎉" } }, ["tags", "team"]);
  refuses("a number as a value", { tags: { team: 7 } }, ["tags", "team"]);
  refuses("null as a value", { tags: { team: null } }, ["tags", "team"]);
  for (const key of ["qcs:a", "qcloud", "Tencent-x", "PROJECT", "projects", "项目一"]) {
    refuses(`the reserved key ${key}`, { tags: { [key]: "v" } }, ["tags", key], "key");
  }
});

describe("policies", () => {
  refuses("deletionPolicy: unknown", { deletionPolicy: "destroy" }, ["deletionPolicy"]);
  refuses("takeOver without adopt", { takeOver: true }, ["takeOver"], "leave out");
  refuses(
    "rtcService: false beside an RTC product",
    { products: ["chat", "live"], rtcService: false },
    ["rtcService"],
    "leave out",
  );
  refuses("timeouts: no unit", { timeouts: { delete: "30" } }, ["timeouts", "delete"]);
  refuses("timeouts: words", { timeouts: { delete: "30 minutes" } }, ["timeouts", "delete"]);
  refuses("timeouts: negative", { timeouts: { delete: "-5m" } }, ["timeouts", "delete"]);
  refuses("timeouts: days", { timeouts: { delete: "1d" } }, ["timeouts", "delete"]);
  refuses("timeouts: empty", { timeouts: { create: "" } }, ["timeouts", "create"]);
  refuses("timeouts: a number", { timeouts: { update: 30 } }, ["timeouts", "update"]);
  refuses("timeouts: a verb that there isn't", { timeouts: { list: "5m" } }, ["timeouts", "list"], "holder");
});

describe("adopt, where it is no SDKAppID", () => {
  for (const adopt of [
    "",
    "1400000001 ",
    "0140000001",
    "14e8",
    "-5",
    "99999999999",
    "4294967296",
    "app/ops",
  ]) {
    refuses(`adopt: "${adopt}"`, { adopt }, ["adopt"]);
  }
});

describe("properties that there aren't", () => {
  refuses("nme", { nme: "support" }, ["nme"], "rename");
  refuses("applicationtype", { applicationtype: "t" }, ["applicationtype"], "rename");
  refuses("delete_policy", { deletion_policy: "retain" }, ["deletion_policy"], "rename");
  refuses("an output", { sdkAppId: 1400000001 }, ["sdkAppId"], "leave out");
  refuses("something else", { colour: "blue" }, ["colour"], "leave out");
});
