import { metaOf } from "../../../provider/lifecycle/properties/meta";
import { kinds } from "../../../provider/resources";
import { propertySchema } from "../../../provider/schema/property-schema";
import { share } from "../../depth";
import type { KindName } from "../engine/declarations";
import { refusals } from "./table";

const values = {
  null: null,
  "a number": 5,
  true: true,
  "a list": ["chat"],
  "an empty list": [],
  "a map": { delete: "1h" },
  text: "some text!",
} as const;

/** Which of the values are of the type that a property takes. */
const fitting: Readonly<Record<string, readonly (keyof typeof values)[]>> = {
  integer: ["a number"],
  string: ["text"],
  boolean: ["true"],
  array: ["a list", "an empty list"],
  object: ["a map"],
};

/** What else makes sense of a property, so that its type is all that is wrong with it. */
const beside: Readonly<Record<string, object>> = {
  "Application.takeOver": { adopt: "1999000001", region: undefined },
  "AdminAccount.adopt": { userId: "existing" },
  "Subscription.adopt": { product: "call-pack" },
  "Subscription.months": { edition: "group-call" },
  "Subscription.configuration": { edition: "group-call" },
  "Subscription.autoRenewal": { edition: "group-call" },
  "Subscription.takeOver": { adopt: true, product: "call-pack", edition: undefined },
};

const names: readonly KindName[] = ["Application", "AdminAccount", "Subscription", "Tag"];

describe.each(names)("every input of %s refuses values of another type", (name) => {
  const refuses = refusals(name, { "tencentrtc:allowPurchases": "true" });
  const kind = kinds.find((one) => one.name === name);
  const rows = Object.entries(kind?.inputs.shape ?? {}).flatMap(([property, schema]) => {
    const { hidden, expected } = metaOf(schema);
    if (hidden || expected) return [];
    const whole = propertySchema(schema);
    const fits = (whole.anyOf ?? [whole]).flatMap(({ type = "" }) => fitting[type] ?? []);
    return Object.entries(values)
      .filter(([title]) => !fits.some((one) => one === title))
      .map(([title, value]) => ({ property, title, value }));
  });
  for (const { property, title, value } of share(rows, 2))
    refuses(`${property}: ${title}`, { ...beside[`${name}.${property}`], [property]: value }, [property]);
});
