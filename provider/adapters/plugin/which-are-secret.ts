import type { Kind } from "../../lifecycle/kind";
import { metaOf } from "../../lifecycle/properties/meta";
import { fieldsOfAny } from "../../lifecycle/properties/variants";

/** What of a bag is secret: by name, the whole value or parts of it. */
export type SecretMarks = ReadonlyMap<string, SecretMarks | true>;

/** What is secret by any of them. */
export function mergedMarks(all: readonly SecretMarks[]): SecretMarks {
  const merged = new Map<string, SecretMarks | true>();
  for (const marks of all) {
    for (const [name, mark] of marks) {
      const before = merged.get(name);
      const isWhole = mark === true || before === true;
      merged.set(
        name,
        isWhole || before === undefined ? (isWhole ? true : mark) : mergedMarks([before, mark]),
      );
    }
  }
  return merged;
}

/** The marks that say that these names are secret. */
export const marksOfNames = (names: Iterable<string>): SecretMarks =>
  new Map([...names].map((name) => [name, true]));

const known = new WeakMap<Kind, SecretMarks>();

/** What a kind's schema says is secret, in its inputs and its outputs, the places of write-only secrets included. */
export function marksOfKind(kind: Kind): SecretMarks {
  const marks = known.get(kind) ?? readMarks(kind);
  known.set(kind, marks);
  return marks;
}

function readMarks(kind: Kind): SecretMarks {
  const marks = new Map<string, SecretMarks | true>();
  for (const [name, schema] of Object.entries({ ...kind.inputs.shape, ...kind.outputs.shape })) {
    const writeOnly = fieldsOfAny(schema, "writeOnly");
    if (metaOf(schema).secret) marks.set(name, true);
    else if (writeOnly.length > 0) marks.set(name, marksOfNames(writeOnly));
  }
  return marks;
}
