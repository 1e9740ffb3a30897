import type { Reader, Writer } from "protobufjs/minimal";
import { type Bag, isBag } from "../../../../ground/bag";
import { signatureKey } from "../../../lifecycle/properties/signature";
import { unknownValue } from "../../../lifecycle/properties/unknown";
import { mergedMarks, type SecretMarks } from "../which-are-secret";
import { lengthAhead, type ReadField, tagOf, type WrittenField } from "./message";

/** What stands under the signature key, by what it marks. */
const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  asset: "c44067f5952c0a294b673a41bacd8c17",
} as const;

/** How the engine writes what isn't known yet: a text for each type that it may come to have. */
const unknowns: ReadonlySet<string> = new Set([
  unknownValue,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** Properties as the engine passes them, in plain: what is marked secret is told beside them. */
export interface Properties {
  readonly bag: Bag;
  readonly secrets: SecretMarks;
}

const noMarks: SecretMarks = new Map();

/** Properties for the engine; what any of the marks names is secret. */
export const sealed = (bag: Bag, ...marks: readonly SecretMarks[]): Properties => ({
  bag,
  secrets: mergedMarks(marks),
});

/** Whether a value that was read is an asset. */
export const isAsset = (value: unknown): value is Bag =>
  isBag(value) && value[signatureKey] === signatures.asset;

/** A field of type google.protobuf.Struct, which is read in plain at once, without messages in between. */
export const properties = (number: number): ReadField<Properties> & WrittenField<Properties> => ({
  number,
  absent: { bag: {}, secrets: noMarks },
  read: readProperties,
  write: (wire, { bag, secrets }) => {
    wire.uint32(tagOf(number, lengthAhead)).fork();
    writeFields(wire, bag, secrets);
    wire.ldelim();
  },
});

/** A field of type google.protobuf.Struct that tells something by not being there. */
export const propertiesIfAny = (
  number: number,
): ReadField<Properties | undefined> & WrittenField<Properties | undefined> => ({
  number,
  absent: undefined,
  read: readProperties,
  write: (wire, value) => {
    if (value !== undefined) properties(number).write(wire, value);
  },
});

function readProperties(wire: Reader): Properties {
  const values = new Values(wire);
  const bag = values.fields();
  const { secrets } = values;
  return { bag, secrets: secrets === undefined || secrets === true ? noMarks : secrets };
}

/** What stands ahead in google.protobuf.Struct, its entries, Value and ListValue. */
const tags = {
  entry: tagOf(1, lengthAhead),
  nameOfEntry: tagOf(1, lengthAhead),
  valueOfEntry: tagOf(2, lengthAhead),
  null: tagOf(1, 0),
  number: tagOf(2, 1),
  text: tagOf(3, lengthAhead),
  flag: tagOf(4, 0),
  struct: tagOf(5, lengthAhead),
  list: tagOf(6, lengthAhead),
  item: tagOf(1, lengthAhead),
} as const;

/** Reads values, one within the other. */
class Values {
  /** What of the value that was read last is secret. Of a list that holds a secret the whole is one. */
  secrets: SecretMarks | true | undefined;

  constructor(private readonly wire: Reader) {}

  fields(): Bag {
    const { wire } = this;
    const end = wire.uint32() + wire.pos;
    const bag: Record<string, unknown> = {};
    let marks: Map<string, SecretMarks | true> | undefined;
    while (wire.pos < end) {
      wire.uint32();
      const endOfEntry = wire.uint32() + wire.pos;
      let name = "";
      let value: unknown = null;
      this.secrets = undefined;
      while (wire.pos < endOfEntry) {
        if (wire.uint32() === tags.nameOfEntry) name = wire.string();
        else value = this.value();
      }
      put(bag, name, value);
      if (this.secrets !== undefined) {
        marks ??= new Map();
        marks.set(name, this.secrets);
      }
    }
    this.secrets = marks;
    return bag;
  }

  value(): unknown {
    const { wire } = this;
    const end = wire.uint32() + wire.pos;
    let value: unknown = null;
    this.secrets = undefined;
    while (wire.pos < end) {
      const tag = wire.uint32();
      switch (tag) {
        case tags.number:
          value = wire.double();
          break;
        case tags.text:
          value = asKnown(wire.string());
          break;
        case tags.flag:
          value = wire.bool();
          break;
        case tags.struct:
          value = this.#meant(this.fields());
          break;
        case tags.list:
          value = this.#items();
          break;
        default:
          wire.skipType(tag & 7);
      }
    }
    return value;
  }

  #items(): unknown[] {
    const { wire } = this;
    const end = wire.uint32() + wire.pos;
    const items: unknown[] = [];
    let holdsSecret = false;
    while (wire.pos < end) {
      wire.uint32();
      items.push(this.value());
      holdsSecret ||= this.secrets !== undefined;
    }
    this.secrets = holdsSecret ? true : undefined;
    return items;
  }

  /** What a bag stands for: itself, unless the engine has signed it. */
  #meant(bag: Bag): unknown {
    switch (bag[signatureKey]) {
      case undefined:
        return bag;
      case signatures.secret:
        this.secrets = true;
        return bag.value;
      case signatures.output:
        this.secrets = bag.secret === true || this.secrets === true ? true : partsOf(this.secrets, "value");
        return bag.value === undefined ? unknownValue : bag.value;
      case signatures.resource:
        this.secrets = undefined;
        return bag.id === "" || bag.id === undefined ? unknownValue : bag.id;
      default:
        // Assets and archives are as they come: who takes files reads them.
        this.secrets = this.secrets === undefined ? undefined : true;
        return bag;
    }
  }
}

const partsOf = (marks: SecretMarks | undefined, name: string): SecretMarks | true | undefined =>
  marks?.get(name);

/** One of the texts for what isn't known yet is as good as the others. */
const asKnown = (text: string): string =>
  text.length === unknownValue.length && unknowns.has(text) ? unknownValue : text;

/** Sets a property of its own even where its name is that of an object's prototype. */
function put(bag: Record<string, unknown>, name: string, value: unknown): void {
  if (name === "__proto__")
    Object.defineProperty(bag, name, { value, enumerable: true, configurable: true, writable: true });
  else bag[name] = value;
}

function writeFields(wire: Writer, bag: Bag, marks: SecretMarks | undefined): void {
  for (const name of Object.keys(bag)) {
    if (bag[name] !== undefined) writeField(wire, name, bag[name], marks?.get(name));
  }
}

function writeField(wire: Writer, name: string, value: unknown, mark: SecretMarks | true | undefined): void {
  wire.uint32(tags.entry).fork().uint32(tags.nameOfEntry).string(name).uint32(tags.valueOfEntry).fork();
  writeValue(wire, value, mark);
  wire.ldelim().ldelim();
}

function writeValue(wire: Writer, value: unknown, mark: SecretMarks | true | undefined): void {
  if (value === null) wire.uint32(tags.null).int32(0);
  else if (mark === true) {
    wire.uint32(tags.struct).fork();
    writeField(wire, signatureKey, signatures.secret, undefined);
    writeField(wire, "value", value, undefined);
    wire.ldelim();
  } else if (typeof value === "string") wire.uint32(tags.text).string(value);
  else if (typeof value === "boolean") wire.uint32(tags.flag).bool(value);
  else if (typeof value === "number" && Number.isFinite(value)) wire.uint32(tags.number).double(value);
  else if (Array.isArray(value)) {
    wire.uint32(tags.list).fork();
    for (const item of value) {
      wire.uint32(tags.item).fork();
      writeValue(wire, item, undefined);
      wire.ldelim();
    }
    wire.ldelim();
  } else if (isBag(value)) {
    wire.uint32(tags.struct).fork();
    writeFields(wire, value, mark);
    wire.ldelim();
  } else throw new Error(`the engine's protocol can't carry a ${typeof value}`);
}
