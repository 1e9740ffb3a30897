import { readFileSync, statSync } from "node:fs";
import { z } from "zod";
import { type Fault, Faults } from "../api";

/** Milliseconds between two looks whether the file has changed. */
const lookEvery = 200;

const Content = z.strictObject({ Faults });

/** Faults for every account, from a JSON file that may be changed, made or removed while the server runs. */
export class FaultFile {
  #faults: readonly Fault[] = [];
  #lookedAt = Number.NEGATIVE_INFINITY;
  #seen: number | undefined;

  /**
   * @param file holds what ModifyFaults takes: `{"Faults": [{"Kind": "latency", "Milliseconds": 500}]}`
   * @param complain told once of every content that can't be used; until it is mended there are no faults
   */
  constructor(
    private readonly file: string,
    private readonly complain: (what: string) => void,
  ) {}

  readonly current = (): readonly Fault[] => {
    const now = performance.now();
    if (now - this.#lookedAt < lookEvery) return this.#faults;
    this.#lookedAt = now;
    const changed = statSync(this.file, { throwIfNoEntry: false })?.mtimeMs;
    if (changed !== this.#seen) {
      this.#seen = changed;
      this.#faults = changed === undefined ? [] : this.#read();
    }
    return this.#faults;
  };

  #read(): readonly Fault[] {
    try {
      const parsed = Content.safeParse(JSON.parse(readFileSync(this.file, "utf8")));
      if (parsed.success) return parsed.data.Faults;
      this.complain(`${this.file}: ${z.prettifyError(parsed.error)}`);
    } catch (error) {
      this.complain(`${this.file}: ${error instanceof Error ? error.message : String(error)}`);
    }
    return [];
  }
}
