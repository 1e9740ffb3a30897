import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { functions } from "../../../provider/functions";
import { kinds } from "../../../provider/resources";
import { packageSchema } from "../../../provider/schema/package-schema";

const folder = join(__dirname, "..");
const text = (...names: string[]) => names.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
const tables = (start: string) =>
  readdirSync(__dirname)
    .filter((name) => name.startsWith(start))
    .map((name) => join("attributes", name));

/** Where the properties of a kind are sent, saved, read back and compared, one after the other. */
const tried: Readonly<Record<string, string>> = {
  Application: text(
    ...tables("application-"),
    "adopt.test.ts",
    "claimed.test.ts",
    "dismiss-rooms.test.ts",
    "signature-algorithm.test.ts",
  ),
  AdminAccount: text(...tables("children"), "adopt-account.test.ts"),
  PushCertificate: text(...tables("push-certificate"), "claimed.test.ts"),
  Subscription: text(...tables("subscription"), "claimed.test.ts"),
  Tag: text(...tables("children")),
  Webhook: text(...tables("children"), "webhook.test.ts"),
};

interface Schema {
  readonly resources: Record<string, { readonly inputProperties: object }>;
}
const { resources }: Schema = JSON.parse(JSON.stringify(packageSchema(kinds, functions, "1.0.0", () => "")));
const properties = Object.entries(resources).flatMap(([token, { inputProperties }]) =>
  Object.keys(inputProperties).map((name) => [token.split(":").at(-1) ?? token, name] as const),
);

/** The compiler doesn't ask for a request that sends a property, nor for a handler that saves it: a table does. */
test.each(properties)("%s: %s is tried in a table of its own", (kind, name) => {
  expect(tried[kind]).toMatch(new RegExp(`\\b${name}\\b`));
});
