import { createHash, timingSafeEqual } from "node:crypto";

/** Whether two texts are equal, in a time that doesn't tell how much of them is. */
export function equalInConstantTime(one: string, other: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
