// @ts-check
// Changes to one value of a DER structure that leave every length around it right, so that they get past the
// first checks and deep into a parser.

/**
 * @typedef {{ tag: number, content: Buffer | Value[] }} Value
 * The content of an OCTET STRING is values too where its bytes are DER, as they are all over a .p12.
 */

/** @param {Buffer} bytes @returns {Value[] | undefined} undefined if the bytes aren't DER all through */
export function valuesIn(bytes) {
  /** @type {Value[]} */
  const values = [];
  let at = 0;
  while (at < bytes.length) {
    const tag = bytes[at] ?? 0;
    const short = bytes[at + 1];
    if (short === undefined || short === 0x80 || short > 0x84) return undefined;
    const start = at + 2 + (short > 0x80 ? short - 0x80 : 0);
    if (start > bytes.length) return undefined;
    const end = start + (short > 0x80 ? bytes.readUIntBE(at + 2, short - 0x80) : short);
    if (end > bytes.length) return undefined;
    values.push(valueFrom(tag, bytes.subarray(start, end)));
    at = end;
  }
  return values;
}

/** @param {number} tag @param {Buffer} bytes @returns {Value} */
function valueFrom(tag, bytes) {
  const mayHold = (tag & 0x20) !== 0 || (tag === 0x04 && bytes[0] === 0x30);
  const inner = mayHold ? valuesIn(bytes) : undefined;
  return { tag, content: inner ?? bytes };
}

/** @param {readonly Value[]} values @returns {Buffer} */
export const encode = (values) =>
  Buffer.concat(
    values.flatMap(({ tag, content }) => {
      const body = Buffer.isBuffer(content) ? content : encode(content);
      return [Buffer.from([tag]), lengthOf(body.length), body];
    }),
  );

/** @param {number} length */
function lengthOf(length) {
  if (length < 0x80) return Buffer.from([length]);
  const hex = length.toString(16);
  const bytes = Buffer.from(hex.length % 2 ? `0${hex}` : hex, "hex");
  return Buffer.concat([Buffer.from([0x80 + bytes.length]), bytes]);
}

/** Every place in a tree: the list it is in, and where. @param {Value[]} values @returns {{ list: Value[], index: number }[]} */
const placesIn = (values) =>
  values.flatMap(({ content }, index) => [
    { list: values, index },
    ...(Buffer.isBuffer(content) ? [] : placesIn(content)),
  ]);

/**
 * @param {Buffer} bytes
 * @param {(count: number) => number} draw
 * @param {Buffer} other where foreign values come from
 * @param {(bytes: Buffer) => Buffer} scramble changes the bytes of one value, or of what is no DER
 */
export function changeOneValue(bytes, draw, other, scramble) {
  const values = valuesIn(bytes);
  if (!values) return scramble(bytes);
  const places = placesIn(values);
  const foreign = placesIn(valuesIn(other) ?? []);
  const { list, index } = places[draw(places.length)] ?? { list: values, index: 0 };
  const value = list[index];
  const stranger = foreign[draw(foreign.length)];
  if (!value) return bytes;
  switch (draw(6)) {
    case 0:
      list.splice(index, 1);
      break;
    case 1:
      list.splice(index, 0, ...Array(1 + draw(100)).fill(value));
      break;
    case 2:
      list[index] = { ...value, tag: draw(256) };
      break;
    case 3:
      if (stranger) list[index] = stranger.list[stranger.index] ?? value;
      break;
    case 4:
      list[index] = { tag: 0x30, content: [value] };
      break;
    default: {
      const body = Buffer.isBuffer(value.content) ? value.content : encode(value.content);
      list[index] = { ...value, content: scramble(body) };
    }
  }
  return encode(values);
}
