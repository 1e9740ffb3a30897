import type { Writer } from "protobufjs/minimal";
import { type Bag, isBag } from "../../../../ground/bag";
import { signatureKey } from "../../../lifecycle/properties/signature";
import type { SecretMarks } from "../which-are-secret";
import { writePart, writeText } from "./fields";
import { signatures, tags } from "./value-tags";

/** Writes what is in a google.protobuf.Struct. What is undefined is left out, what is null is told. */
export function writeFields(wire: Writer, bag: Bag, marks: SecretMarks | undefined): void {
  for (const name of Object.keys(bag)) {
    if (bag[name] !== undefined) writeField(wire, name, bag[name], marks?.get(name));
  }
}

function writeField(wire: Writer, name: string, value: unknown, mark: SecretMarks | true | undefined): void {
  writePart(wire, tags.entry, () => {
    writeText(wire, tags.nameOfEntry, name);
    writePart(wire, tags.valueOfEntry, () => writeValue(wire, value, mark));
  });
}

function writeValue(wire: Writer, value: unknown, mark: SecretMarks | true | undefined): void {
  if (value === null) wire.uint32(tags.null).int32(0);
  else if (mark === true) {
    writePart(wire, tags.struct, () => {
      writeField(wire, signatureKey, signatures.secret, undefined);
      writeField(wire, "value", value, undefined);
    });
  } else if (typeof value === "string") writeText(wire, tags.text, value);
  else if (typeof value === "boolean") wire.uint32(tags.flag).bool(value);
  else if (typeof value === "number" && Number.isFinite(value)) wire.uint32(tags.number).double(value);
  else if (Array.isArray(value)) {
    writePart(wire, tags.list, () => {
      for (const item of value) writePart(wire, tags.item, () => writeValue(wire, item, undefined));
    });
  } else if (isBag(value)) writePart(wire, tags.struct, () => writeFields(wire, value, mark));
  else throw new Error(`the engine's protocol can't carry a ${typeof value}`);
}
