// @ts-check
// Changes to bytes that break parsers: drawn from a seed, so that each can be had again.
import { changeOneValue } from "./tree.mjs";

/** A small generator of random numbers (mulberry32). @param {number} seed @returns {() => number} from 0 to below 1 */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * @typedef {(count: number) => number} Draw a whole number from 0 to below the count
 * @typedef {{ draw: Draw, other: Buffer, pieces: readonly Buffer[] }} Means
 * `pieces` are what breaks the format when it is put in; `other` is another sound input.
 * @type {readonly ((bytes: Buffer, means: Means) => Buffer)[]}
 */
const changes = [
  function flipBit(bytes, { draw }) {
    return overwrite(bytes, draw(bytes.length), (byte) => byte ^ (1 << draw(8)));
  },
  function setByte(bytes, { draw }) {
    return overwrite(bytes, draw(bytes.length), () => draw(256));
  },
  function nudgeByte(bytes, { draw }) {
    return overwrite(bytes, draw(bytes.length), (byte) => (byte + (draw(2) === 0 ? 1 : 255)) & 0xff);
  },
  function cutOff(bytes, { draw }) {
    return bytes.subarray(0, draw(bytes.length));
  },
  function leaveOut(bytes, { draw }) {
    const from = draw(bytes.length);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(from + 1 + draw(20))]);
  },
  function putIn(bytes, { draw, pieces }) {
    const at = draw(bytes.length);
    const value = pieces[draw(pieces.length)] ?? Buffer.alloc(0);
    return Buffer.concat([bytes.subarray(0, at), value, bytes.subarray(at)]);
  },
  function putOver(bytes, { draw, pieces }) {
    const changed = Buffer.from(bytes);
    (pieces[draw(pieces.length)] ?? Buffer.alloc(0)).copy(changed, draw(bytes.length));
    return changed;
  },
  function repeat(bytes, { draw }) {
    const from = draw(bytes.length);
    const piece = bytes.subarray(from, from + 1 + draw(200));
    return Buffer.concat([bytes.subarray(0, from), ...Array(1 + draw(20)).fill(piece), bytes.subarray(from)]);
  },
  // What costs more than its length shows only in long inputs.
  function grow(bytes, { draw }) {
    const from = draw(bytes.length);
    const piece = bytes.subarray(from, from + 1 + draw(60));
    const times = Math.ceil((1 + draw(200_000)) / piece.length);
    return Buffer.concat([bytes.subarray(0, from), ...Array(times).fill(piece), bytes.subarray(from)]);
  },
  function splice(bytes, { draw, other }) {
    return Buffer.concat([bytes.subarray(0, draw(bytes.length)), other.subarray(draw(other.length))]);
  },
];

/** @param {Buffer} bytes @param {number} at @param {(byte: number) => number} change */
function overwrite(bytes, at, change) {
  const changed = Buffer.from(bytes);
  if (at < changed.length) changed[at] = change(changed[at] ?? 0);
  return changed;
}

/**
 * The input of a number: one of the sound ones, changed one to four times.
 *
 * @template {{ readonly bytes: Buffer }} Base
 * @param {{ bases: readonly Base[], pieces: readonly Buffer[] }} from
 * @param {number} seed
 * @param {number} index
 * @returns {Base}
 */
export function inputOf({ bases, pieces }, seed, index) {
  const random = randomFrom(seed * 0x9e3779b1 + index);
  /** @type {Draw} */
  const draw = (count) => Math.floor(random() * count);
  const base = bases[draw(bases.length)];
  const other = bases[draw(bases.length)];
  if (!base || !other) throw new Error("nothing to change");
  let { bytes } = base;
  /** @param {Buffer} from */
  const scramble = (from) =>
    changes[draw(changes.length)]?.(from, { draw, other: other.bytes, pieces }) ?? from;
  // Half of the inputs stay whole outside, where the format is DER; the rest is broken anywhere.
  const inside = draw(2) === 0;
  for (let count = 1 + draw(inside ? 2 : 4); count > 0 && bytes.length > 0; count -= 1) {
    bytes = inside ? changeOneValue(bytes, draw, other.bytes, scramble) : scramble(bytes);
  }
  return { ...base, bytes };
}
