import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { generatedFiles as filesOfApps } from "../../../apps/format/json-schema";
import { generatedFiles } from "../../../provider/schema";

const root = resolve(__dirname, "../../..");
const read = (path: string) => {
  const file = resolve(root, path);
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
};
const { version } = JSON.parse(read("package.json") ?? "");

test("every generated file is as `npm run generate` would write it", () => {
  const files = { ...generatedFiles(version, read), ...filesOfApps() };
  const stale = Object.entries(files).filter(([path, text]) => read(path) !== text);
  expect(Object.keys(files)).toEqual(
    expect.arrayContaining(["schema.json", "openapi.json", "apps.schema.json"]),
  );
  expect(stale.map(([path]) => path)).toEqual([]);
});
