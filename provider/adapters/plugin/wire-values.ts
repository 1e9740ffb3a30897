import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { type Bag, isBag } from "../../../ground/bag";
import { signatureKey } from "../../lifecycle/properties/signature";
import { unknownValue } from "../../lifecycle/properties/unknown";
import { mergedMarks, type SecretMarks } from "./which-are-secret";

/** What stands under the signature key, by what it marks. */
const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  asset: "c44067f5952c0a294b673a41bacd8c17",
} as const;

/** How the engine writes what isn't known yet: a text for each type that it may come to have. */
const unknowns: readonly unknown[] = [
  unknownValue,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
];

/** Properties as the engine passes them, in plain: what is marked secret is told beside them. */
export interface Decoded {
  readonly bag: Bag;
  readonly secrets: SecretMarks;
}

const nothing: Decoded = { bag: {}, secrets: new Map() };

/** Reads properties of the protocol. Of a list that holds a secret the whole is one. */
export function decoded(struct: Struct | undefined): Decoded {
  if (struct === undefined) return nothing;
  const { value, secrets } = plain(struct.toJavaScript());
  return isBag(value) && secrets !== true ? { bag: value, secrets: secrets ?? new Map() } : nothing;
}

interface Plain {
  readonly value: unknown;
  readonly secrets?: SecretMarks | true | undefined;
}

function plain(value: unknown): Plain {
  if (unknowns.includes(value)) return { value: unknownValue };
  if (Array.isArray(value)) {
    const items = value.map(plain);
    const secrets = items.some((item) => item.secrets !== undefined) ? true : undefined;
    return { value: items.map((item) => item.value), secrets };
  }
  if (!isBag(value)) return { value };
  return value[signatureKey] === undefined ? plainFields(value) : marked(value);
}

function plainFields(bag: Bag): Plain {
  const fields = Object.entries(bag).map(([name, inner]) => [name, plain(inner)] as const);
  const secrets = new Map(
    fields.flatMap(([name, field]) => (field.secrets === undefined ? [] : [[name, field.secrets]])),
  );
  return {
    value: Object.fromEntries(fields.map(([name, field]) => [name, field.value])),
    secrets: secrets.size > 0 ? secrets : undefined,
  };
}

function marked(bag: Bag): Plain {
  switch (bag[signatureKey]) {
    case signatures.secret:
      return { value: plain(bag.value).value, secrets: true };
    case signatures.output: {
      const { value, secrets } = bag.value === undefined ? { value: unknownValue } : plain(bag.value);
      return { value, secrets: bag.secret === true ? true : secrets };
    }
    case signatures.resource:
      return { value: bag.id === "" || bag.id === undefined ? unknownValue : plain(bag.id).value };
    default:
      // Assets and archives are as they come: who takes files reads them.
      return { value: bag };
  }
}

/** Whether a decoded value is an asset. */
export const isAsset = (value: unknown): value is Bag =>
  isBag(value) && value[signatureKey] === signatures.asset;

/** Properties for the engine; what the marks name is secret. Undefined is left out, null is told. */
export function encoded(bag: Bag, ...marks: readonly SecretMarks[]): Struct {
  return Struct.fromJavaScript(fields(bag, mergedMarks(marks)));
}

function fields(bag: Bag, marks: SecretMarks | undefined): Record<string, JavaScriptValue> {
  return Object.fromEntries(
    Object.entries(bag)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, written(value, marks?.get(name))]),
  );
}

function written(value: unknown, mark: SecretMarks | true | undefined): JavaScriptValue {
  if (mark === true && value !== null)
    return { [signatureKey]: signatures.secret, value: written(value, undefined) };
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number" && Number.isFinite(value)) return value;
  if (Array.isArray(value)) return value.map((item) => written(item, undefined));
  if (isBag(value)) return fields(value, mark === true ? undefined : mark);
  throw new Error(`the engine's protocol can't carry a ${typeof value}`);
}
