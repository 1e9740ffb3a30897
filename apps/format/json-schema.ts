import { z } from "zod";
import { applicationFile } from "./application-file";
import { asWritten } from "./secrets";

/** Where editors find it, beside the package. */
const path = "apps.schema.json";

/**
 * The JSON Schema of a file, for editors. It says what single values may be; rules that span properties, or need the
 * merged environment, are for `tencentrtc validate`.
 */
function appsSchema(): object {
  const file = applicationFile({
    property: asWritten,
    entry: (key, whole) => z.union([key, whole]),
  });
  const { $schema, ...schema } = z.toJSONSchema(file, { io: "input", unrepresentable: "any" });
  return { $schema, title: "A Chat/RTC application, as pulumi-tencentrtc reads it", ...schema };
}

/** Every file that is generated from the format, by its path in the repository. */
export const generatedFiles = (): Record<string, string> => ({
  [path]: `${JSON.stringify(appsSchema(), null, 2)}\n`,
});
