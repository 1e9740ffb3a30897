import type { Reader, Writer } from "protobufjs/minimal";
import { type Bag, isBag } from "../../../../ground/bag";
import { signatureKey } from "../../../lifecycle/properties/signature";
import { mergedMarks, type SecretMarks } from "../which-are-secret";
import { type ReadField, tagOf, type WrittenField, wireTypes, writePart } from "./fields";
import { ValueReader } from "./value-reader";
import { signatures } from "./value-tags";
import { writeFields } from "./value-writer";

/** Properties as the engine passes them, in plain: what is marked secret is told beside them. */
export interface Properties {
  readonly bag: Bag;
  readonly secrets: SecretMarks;
}

const none: Properties = { bag: {}, secrets: new Map() };

/** Properties for the engine; what any of the marks names is secret. */
export const withMarks = (bag: Bag, ...marks: readonly SecretMarks[]): Properties => ({
  bag,
  secrets: mergedMarks(marks),
});

/** Whether a value that was read is an asset. */
export const isAsset = (value: unknown): value is Bag =>
  isBag(value) && value[signatureKey] === signatures.asset;

/** A field of type google.protobuf.Struct, which is read in plain at once, without messages in between. */
export const properties = (number: number): ReadField<Properties> & WrittenField<Properties> => ({
  number,
  absent: none,
  read: readProperties,
  write: (wire, value) => writeProperties(wire, number, value),
});

/** A field of type google.protobuf.Struct that tells something by not being there. */
export const propertiesIfAny = (
  number: number,
): ReadField<Properties | undefined> & WrittenField<Properties | undefined> => ({
  number,
  absent: undefined,
  read: readProperties,
  write: (wire, value) => {
    if (value !== undefined) writeProperties(wire, number, value);
  },
});

function readProperties(wire: Reader): Properties {
  const { bag, marks = none.secrets } = new ValueReader(wire).fields();
  return { bag, secrets: marks };
}

const writeProperties = (wire: Writer, number: number, { bag, secrets }: Properties): void =>
  writePart(wire, tagOf(number, wireTypes.withLength), () => writeFields(wire, bag, secrets));
