import { Reader, Writer } from "protobufjs/minimal";

/** How a value is written. Texts and messages have their length ahead. */
export const wireTypes = { varint: 0, double: 1, withLength: 2 } as const;

/** What stands ahead of a field: its number, and how it is written. */
export const tagOf = (number: number, wireType: number): number => (number << 3) | wireType;

/** Where what begins here with its length ends. @throws RangeError where the message is cut off before */
export function endOfPart(wire: Reader): number {
  const length = wire.uint32();
  const end = wire.pos + length;
  if (end > wire.len) throw new RangeError("a message ends before a part of it");
  return end;
}

/** Writes what has its length ahead of it. */
export function writePart(wire: Writer, tag: number, write: () => void): void {
  wire.uint32(tag).fork();
  write();
  wire.ldelim();
}

/** Writes a text. Half of a surrogate pair isn't UTF-8, for which the engine refuses the whole message: it is replaced. */
export function writeText(wire: Writer, tag: number, text: string): void {
  wire.uint32(tag).string(text.toWellFormed());
}

/** A field that is read, by its number in the message. */
export interface ReadField<Value> {
  readonly number: number;
  /** What a message without it has. */
  readonly absent: Value;
  readonly read: (wire: Reader) => Value;
}

/** A field that is written, with its number. */
export interface WrittenField<Value> {
  readonly write: (wire: Writer, value: Value) => void;
}

type ReadFields<Message> = { readonly [Name in keyof Message]: ReadField<Message[Name]> };
type WrittenFields<Message> = { readonly [Name in keyof Message]: WrittenField<Message[Name]> };

/** A reader of one kind of message. Fields that aren't named are passed over; of one that comes twice the last counts. */
export function reading<Message extends object>(fields: ReadFields<Message>): (bytes: Uint8Array) => Message {
  const read = readingPart(fields);
  return (bytes) => {
    const wire = Reader.create(bytes);
    return read(wire, wire.len);
  };
}

function readingPart<Message extends object>(fields: ReadFields<Message>) {
  const names = namesOf(fields);
  const byNumber = new Map(names.map((name) => [fields[name].number, name]));
  const empty = emptyOf(fields, names);
  return (wire: Reader, end: number): Message => {
    const message = { ...empty };
    while (wire.pos < end) {
      const tag = wire.uint32();
      const name = byNumber.get(tag >>> 3);
      if (name === undefined) wire.skipType(tag & 7);
      else message[name] = fields[name].read(wire);
    }
    return message;
  };
}

function emptyOf<Message extends object>(
  fields: ReadFields<Message>,
  names: readonly (keyof Message)[],
): Message {
  const message: Partial<Message> = {};
  for (const name of names) message[name] = fields[name].absent;
  // It is: the compiler can't see that.
  if (isWhole(message, names)) return message;
  throw new Error("a field got lost");
}

const namesOf = <T extends object>(fields: T): (keyof T)[] =>
  Object.keys(fields).filter((name): name is keyof T & string => Object.hasOwn(fields, name));

const isWhole = <Message extends object>(
  message: Partial<Message>,
  names: readonly (keyof Message)[],
): message is Message => names.every((name) => name in message);

/** A writer of one kind of message. */
export function writing<Message extends object>(
  fields: WrittenFields<Message>,
): (message: Message) => Buffer {
  const write = writingPart(fields);
  return (message) => {
    const wire = Writer.create();
    write(wire, message);
    const { buffer, byteOffset, byteLength } = wire.finish();
    return Buffer.from(buffer, byteOffset, byteLength);
  };
}

function writingPart<Message extends object>(fields: WrittenFields<Message>) {
  const names = namesOf(fields);
  return (wire: Writer, message: Message): void => {
    for (const name of names) fields[name].write(wire, message[name]);
  };
}

export const text = (number: number): ReadField<string> & WrittenField<string> => ({
  number,
  absent: "",
  read: (wire) => wire.string(),
  write: (wire, value) => writeText(wire, tagOf(number, wireTypes.withLength), value),
});

export const texts = (number: number): WrittenField<readonly string[]> => ({
  write: (wire, values) => {
    for (const value of values) writeText(wire, tagOf(number, wireTypes.withLength), value);
  },
});

export const flag = (number: number): ReadField<boolean> => ({
  number,
  absent: false,
  read: (wire) => wire.bool(),
});

export const double = (number: number): ReadField<number> => ({
  number,
  absent: 0,
  read: (wire) => wire.double(),
});

/** One of an enumeration's numbers. */
export const choice = (number: number): ReadField<number> => ({
  number,
  absent: 0,
  read: (wire) => wire.int32(),
});

/** A message within a message. */
export function part<Message extends object>(
  number: number,
  fields: ReadFields<Message>,
): ReadField<Message | undefined> {
  const read = readingPart(fields);
  return { number, absent: undefined, read: (wire) => read(wire, endOfPart(wire)) };
}

/** Messages within a message. */
export function parts<Message extends object>(
  number: number,
  fields: WrittenFields<Message>,
): WrittenField<readonly Message[]> {
  const write = writingPart(fields);
  return {
    write: (wire, messages) => {
      for (const message of messages)
        writePart(wire, tagOf(number, wireTypes.withLength), () => write(wire, message));
    },
  };
}
