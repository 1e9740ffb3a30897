import type { Change } from "./change";
import type { Outcome } from "./run";

/** One thing that isn't as it was declared. */
export interface Drift {
  /** What the file calls the application. */
  readonly application: string;
  readonly sdkAppId: string | undefined;
  /** Id of the resource. */
  readonly id: string | undefined;
  readonly kind: string;
  /** What the resource is called. */
  readonly name: string;
  /** The property; empty where the whole resource is gone. */
  readonly what: string;
  /** Value after the last `up`; undefined where there was none. */
  readonly declared: unknown;
  /** Value in the backend; undefined where there is none. */
  readonly actual: unknown;
  /** Since when, ISO 8601, where the backend knows. */
  readonly since: string | undefined;
  /** Who changed it, where the backend knows: `console alice`. */
  readonly by: string | undefined;
  /** Of a real account: how the actual value is known: `proven by account_check at tokyo: 60016, 2026-03-01T…`. */
  readonly how?: string | undefined;
  /** Of a real account: where only a person can change it back: a page of the console, and the field there. */
  readonly person?: string | undefined;
}

/** The drift that reading a stack has shown: what the state holds against what the backend says. */
export const driftIn = ({ changes }: Outcome): Drift[] =>
  [...changes].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)).flatMap(driftOf);

function driftOf({ application, kind, name, id, change, properties }: Change): Drift[] {
  const about = { application, sdkAppId: id?.split("/")[0], id, kind, name, since: undefined, by: undefined };
  if (change === "delete" || change === "release")
    return [{ ...about, what: "", declared: "present", actual: "gone" }];
  return properties.map(({ path, before, after }) => {
    return { ...about, what: path, declared: before, actual: after };
  });
}
