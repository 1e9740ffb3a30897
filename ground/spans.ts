/** Seconds between two bounds in words: `3-5 minutes`, `20 seconds`, `a second at most`. */
export function spanInWords(min: number, max: number): string {
  if (max <= 1) return "a second at most";
  if (min >= 60 && min % 60 === 0 && max % 60 === 0) return range(min / 60, max / 60, "minute");
  return range(min, max, "second");
}

function range(min: number, max: number, unit: string): string {
  const bounds = min === max ? String(max) : `${min}-${max}`;
  return `${bounds} ${unit}${bounds === "1" ? "" : "s"}`;
}
