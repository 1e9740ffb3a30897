import { randomFillSync } from "node:crypto";

/** Bytes that are drawn at once: a few hundred secrets' worth. */
const supply = Buffer.alloc(4_096);
let used = supply.length;

/**
 * Random bytes that nobody can guess. They are drawn many at a time, since one call to the generator costs more than
 * all the bytes that a request takes, and are wiped where they are taken from.
 *
 * @param count at most 4,096
 * @throws RangeError where it is more
 */
export function drawnBytes(count: number): Buffer {
  if (count > supply.length)
    throw new RangeError(`at most ${supply.length} bytes are drawn at once, not ${count}`);
  if (used + count > supply.length) {
    randomFillSync(supply);
    used = 0;
  }
  const taken = supply.subarray(used, used + count);
  const bytes = Buffer.from(taken);
  taken.fill(0);
  used += count;
  return bytes;
}
