/** The time of a story, which passes by hand alone, and what the two machines' clocks make of it. */
export class Clocks {
  #time = Date.parse("2026-03-01T00:00:00.000Z");
  /** Seconds by which each clock is wrong. */
  readonly wrongBy = { server: 0, client: 0 };

  readonly server = (): Date => new Date(this.#time + this.wrongBy.server * 1_000);
  /** Milliseconds since 1970. */
  readonly client = (): number => this.#time + this.wrongBy.client * 1_000;

  pass(seconds: number): void {
    this.#time += seconds * 1_000;
  }

  /** What one call takes. */
  tick(): void {
    this.#time += 700;
  }
}
