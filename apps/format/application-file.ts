import { z } from "zod";
import { layer, type Reader } from "./layer";
import { AccountName, ApplicationKey, EnvironmentName } from "./names";

/** None in a list of them would mean every one, which nobody means who has emptied it. */
const noEnvironments =
  "must map environments to what differs in them, for example { prod: {} }; an application without any is in every environment";

/**
 * One file: one application. What an environment says wins over what stands beside it, key by key; entries of lists
 * that have a key are matched by it.
 */
export const applicationFile = (reader: Reader): z.ZodObject =>
  z.strictObject(
    {
      application: ApplicationKey.meta({
        description:
          "Name of the application in the state; it never changes. Also the name in the consoles, unless `name` gives another one.",
        examples: ["support"],
      }),
      account: AccountName.optional().meta({
        description: "Account of the application, one of `accounts` in Pulumi.yaml. Default: `default`.",
        examples: ["main"],
      }),
      ...layer(reader),
      environments: z
        .record(
          EnvironmentName,
          z.strictObject(layer(reader), "must map properties to values").nullable(),
          noEnvironments,
        )
        .refine((environments) => Object.keys(environments).length > 0, noEnvironments)
        .optional()
        .meta({
          minProperties: 1,
          description:
            "Differences by environment. A file with `environments` declares its application in these environments only.",
          examples: [{ dev: { name: "support_dev" } }],
        }),
    },
    "must map properties to values: `application: support` and what it is made from",
  );
