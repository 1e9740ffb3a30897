import type { Reader } from "protobufjs/minimal";
import type { Bag } from "../../../../ground/bag";
import { signatureKey } from "../../../lifecycle/properties/signature";
import { unknownValue } from "../../../lifecycle/properties/unknown";
import type { SecretMarks } from "../which-are-secret";
import { endOfPart } from "./fields";
import { signatures, tags } from "./value-tags";

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

interface Fields {
  readonly bag: Bag;
  /** What of the bag is secret. */
  readonly marks: SecretMarks | undefined;
}

/** Reads values of google.protobuf.Value, one within the other, in plain. */
export class ValueReader {
  /**
   * What of the value that was read last is secret: beside the value and not in an object with it, of which there would be one
   * for each text. Of a list that holds a secret the whole is one.
   */
  #secrets: SecretMarks | true | undefined;

  constructor(private readonly wire: Reader) {}

  /** A google.protobuf.Struct. Its names are sorted: the engine writes them in another order each time. */
  fields(): Fields {
    const { wire } = this;
    const end = endOfPart(wire);
    const values = new Map<string, unknown>();
    let marks: Map<string, SecretMarks | true> | undefined;
    while (wire.pos < end) {
      if (!this.#comes(tags.entry)) continue;
      const name = this.#entry(values);
      if (this.#secrets === undefined) continue;
      marks ??= new Map();
      marks.set(name, this.#secrets);
    }
    const bag: Record<string, unknown> = {};
    for (const name of [...values.keys()].sort()) put(bag, name, values.get(name));
    return { bag, marks };
  }

  /** @returns its name */
  #entry(values: Map<string, unknown>): string {
    const { wire } = this;
    const end = endOfPart(wire);
    let name = "";
    let value: unknown = null;
    this.#secrets = undefined;
    while (wire.pos < end) {
      const tag = wire.uint32();
      if (tag === tags.nameOfEntry) name = wire.string();
      else if (tag === tags.valueOfEntry) value = this.#value();
      else wire.skipType(tag & 7);
    }
    values.set(name, value);
    return name;
  }

  #value(): unknown {
    const { wire } = this;
    const end = endOfPart(wire);
    let value: unknown = null;
    this.#secrets = undefined;
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
          // Null.
          wire.skipType(tag & 7);
          value = null;
      }
    }
    return value;
  }

  /** Whether the field that comes is that one; any other is passed over. */
  #comes(expected: number): boolean {
    const tag = this.wire.uint32();
    if (tag !== expected) this.wire.skipType(tag & 7);
    return tag === expected;
  }

  #items(): unknown[] {
    const { wire } = this;
    const end = endOfPart(wire);
    const items: unknown[] = [];
    let holdsSecret = false;
    while (wire.pos < end) {
      if (!this.#comes(tags.item)) continue;
      items.push(this.#value());
      holdsSecret ||= this.#secrets !== undefined;
    }
    this.#secrets = holdsSecret ? true : undefined;
    return items;
  }

  /** What a struct stands for: itself, unless the engine has signed it. */
  #meant({ bag, marks }: Fields): unknown {
    switch (bag[signatureKey]) {
      case undefined:
        this.#secrets = marks;
        return bag;
      case signatures.secret:
        this.#secrets = true;
        return bag.value;
      case signatures.output:
        this.#secrets = bag.secret === true ? true : marks?.get("value");
        return bag.value === undefined ? unknownValue : bag.value;
      case signatures.resource:
        this.#secrets = marks?.get("id");
        return bag.id === "" || bag.id === undefined ? unknownValue : bag.id;
      default:
        // Assets and archives stay what they are: who takes files reads them.
        this.#secrets = marks && true;
        return bag;
    }
  }
}

/** One of the texts for what isn't known yet is as good as the others. */
const asKnown = (text: string): string =>
  text.length === unknownValue.length && unknowns.has(text) ? unknownValue : text;

/** Sets a property of its own even where its name is that of an object's prototype. */
function put(bag: Record<string, unknown>, name: string, value: unknown): void {
  if (name === "__proto__")
    Object.defineProperty(bag, name, { value, enumerable: true, configurable: true, writable: true });
  else bag[name] = value;
}
