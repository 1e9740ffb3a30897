import { z } from "zod";
import { type Fault, Faults } from "../api";

/** The faults of an account as they are stored. */
export interface StoredFaults {
  readonly faults: readonly Fault[];
  /** Milliseconds since 1970; null where there are none. */
  readonly since: number | null;
}

const Stored = z.object({ faults: Faults, since: z.number().nullable() });
const none: StoredFaults = { faults: [], since: null };

export const parseFaults = (text: string): StoredFaults =>
  text === "[]" ? none : Stored.parse(JSON.parse(text));

export const printFaults = ({ faults, since }: StoredFaults): string =>
  faults.length === 0 ? "[]" : JSON.stringify({ faults, since });

/** What the account's clock says at `now`: while a window is to be stuck it stands still. */
export const accountTime = (now: number, { faults, since }: StoredFaults): number =>
  since !== null && faults.some(({ Kind }) => Kind === "stuck-window") ? Math.min(now, since) : now;

/** What goes wrong from now on. */
export const faultsInWords = (faults: readonly Fault[]): string[] =>
  faults.length === 0
    ? ["no faults"]
    : faults.map(({ Kind, Action }) => `fault ${Kind}${Action ? ` of ${Action}` : ""}`);
