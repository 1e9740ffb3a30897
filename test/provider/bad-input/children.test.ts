import { refusals } from "./table";

const long = (length: number) => "x".repeat(length);
/** What is no SDKAppID. */
const noIds = ["", "1400000001 ", "0140000001", "14e8", "-5", "99999999999", "4294967296", "1999000001/ops"];

describe("AdminAccount", () => {
  const refuses = refusals("AdminAccount");
  for (const application of noIds)
    refuses(`application: "${application}"`, { application }, ["application"], "leave out");
  refuses("application: one that isn't there", { application: "1400000009" }, ["application"], "leave out");
  refuses("userId: left out", { userId: undefined }, ["userId"]);
  refuses("userId: empty", { userId: "" }, ["userId"]);
  refuses("userId: 33 characters", { userId: long(33) }, ["userId"]);
  refuses("userId: a space", { userId: "ops admin" }, ["userId"]);
  refuses("userId: a dot", { userId: "ops.admin" }, ["userId"]);
  refuses("userId: a robot", { userId: "@RBT#001" }, ["userId"]);
  refuses("userId: Chinese", { userId: "管理员" }, ["userId"]);
  refuses("timeouts: no duration", { timeouts: { create: "soon" } }, ["timeouts", "create"]);
  refuses("user_id", { user_id: "ops" }, ["user_id"], "rename");
});

describe("Tag", () => {
  const refuses = refusals("Tag");
  for (const application of noIds)
    refuses(`application: "${application}"`, { application }, ["application"], "leave out");
  refuses("application: one that isn't there", { application: "1400000009" }, ["application"], "leave out");
  refuses("key: left out", { key: undefined }, ["key"]);
  refuses("key: empty", { key: "" }, ["key"]);
  refuses("key: 128 characters", { key: long(128) }, ["key"]);
  refuses("key: a space at its end", { key: "team " }, ["key"]);
  refuses("key: an illegal character", { key: "a&b" }, ["key"]);
  for (const key of ["qcs:a", "qcloud", "Tencent", "project", "项目"])
    refuses(`key: ${key}, reserved`, { key }, ["key"]);
  refuses("value: left out", { value: undefined }, ["value"]);
  refuses("value: empty", { value: "" }, ["value"]);
  refuses("value: 256 characters", { value: long(256) }, ["value"]);
  refuses("value: an illegal character", { value: "a\tb" }, ["value"]);
  refuses("vlue", { vlue: "x" }, ["vlue"], "rename");
});
