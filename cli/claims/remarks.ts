import { paint } from "../terminal/screen";

/** The one reason why nothing of a kind is known of any of several applications, which is told once. */
export function reasonOfAll(whys: readonly (string | undefined)[]): string | undefined {
  const [why] = whys;
  return whys.length > 1 && new Set(whys).size === 1 ? why : undefined;
}

/** What stands below a table of one application: what was found, why what is open is, and what to do that isn't said yet. */
export function remarksOf(
  sdkAppId: number,
  {
    found = [],
    whys,
    next,
  }: {
    readonly found?: readonly string[];
    readonly whys: readonly string[];
    readonly next: readonly string[];
  },
): string[] {
  const advice = next.filter((step) => !whys.includes(step)).map((step) => `  → ${step}`);
  const told = [...found, ...new Set(whys)];
  if (told.length + advice.length === 0) return [];
  return [`${paint({ text: String(sdkAppId), colour: "bold" })}  ${told.join("; ")}`.trimEnd(), ...advice];
}
