import { UnusableFiles } from "../../apps/load/mistake";
import { claimsIn } from "../../cli/claims/claims-file";

const key = "0123456789abcdef".repeat(4);
const heading = "id,region,key,admins\n";

test("a row says which application, where it is and where its key is", () => {
  const rows = '1400000001,tokyo,env:KEY,ops on_call\r\n\r\n"20000001", ,"file:keys/a,b.txt"\n3,china,,';
  expect(claimsIn(`\uFEFFID, Region,key,admins\r\n${rows}`, "apps.csv")).toEqual([
    {
      line: 2,
      sdkAppId: 1_400_000_001,
      region: "tokyo",
      key: { from: "env", name: "KEY" },
      admins: ["ops", "on_call"],
    },
    {
      line: 4,
      sdkAppId: 20_000_001,
      region: undefined,
      key: { from: "file", path: "keys/a,b.txt" },
      admins: [],
    },
    { line: 5, sdkAppId: 3, region: "china", key: undefined, admins: [] },
  ]);
});

test("columns may stand in any order", () => {
  expect(claimsIn("key,id,region\nenv:KEY,7,seoul\n", "apps.csv")).toMatchObject([
    { sdkAppId: 7, region: "seoul", key: { name: "KEY" } },
  ]);
});

test.each([
  ["an empty file", "", ["1: the first line must name the columns"]],
  ["a list without its heading", `1400000001,tokyo,${key}\n`, ["1: the first line must name the columns"]],
  ["semicolons", "id;region;key\n", ["1: the first line must name the columns"]],
  ["an unknown column", "id,region,key,admin\n", ["1: admin names a column that there isn't"]],
  ["a column twice", "id,region,key,id\n", ["1: id stands twice"]],
  ["no rows", heading, ["1: must list an application"]],
  ["no SDKAppID", `${heading}x,tokyo,,\n`, ["2: id must be a SDKAppID"]],
  ["an SDKAppID of 33 bits", `${heading}4294967296,tokyo,,\n`, ["2: id must be a SDKAppID"]],
  ["an SDKAppID twice", `${heading}7,tokyo,,\n7,seoul,,\n`, ["3: id is that of line 2, too"]],
  ["an unknown region", `${heading}7,mars,,\n`, ["2: region must be one of"]],
  ["a key", `${heading}7,tokyo,${key},\n`, ["2: key must say where the key is"]],
  ["a key of the stack's config", `${heading}7,tokyo,config:key,\n`, ["2: key must say where the key is"]],
  ["a key in the region's place", `${heading}7,${key},env:KEY,\n`, ["2: region must be one of"]],
  ["a robot as an admin", `${heading}7,tokyo,,@RBT#1\n`, ["2: admins must be user ids"]],
  ["more fields than columns", `${heading}7,tokyo,,,${key}\n`, ["2: has more fields"]],
  ["a quote in a field", `${heading}7,to"kyo,,\n`, ["2: quotes must stand around"]],
  ["a quote that doesn't end", `${heading}7,"tokyo,,\n`, ["2: quotes must stand around"]],
  ["several mistakes", `${heading}x,mars,,\n`, ["2: id must be", "2: region must be"]],
])("%s is refused at its line, and no key repeated", (_, text, expected) => {
  const refused = () => claimsIn(text, "apps.csv");
  expect(refused).toThrow(UnusableFiles);
  try {
    refused();
  } catch (error) {
    const lines = String(error).split("\n").slice(1);
    expect(lines).toEqual(
      expected.map((one) => expect.stringContaining(`apps.csv:${one.replace(": ", ":1: ")}`)),
    );
    expect(String(error)).not.toContain(key);
  }
});
