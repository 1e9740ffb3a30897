/**
 * The backend's clock as far as it is known here: the time that it told, and what has passed since. Setting a clock,
 * or one that goes wrong, changes nothing of it.
 */
export class BackendClock {
  /** What its clock shows beyond our count. */
  #ahead: number | undefined;

  /** @param elapsed milliseconds since some instant, never going back */
  constructor(private readonly elapsed: () => number = () => performance.now()) {}

  /** @param time what its clock showed a moment ago */
  hear(time: string): void {
    this.#ahead = Date.parse(time) - this.elapsed();
  }

  /** Milliseconds until an instant of its clock, negative once that is past; undefined as long as it told no time. */
  until(instant: string): number | undefined {
    return this.#ahead === undefined ? undefined : Date.parse(instant) - this.#ahead - this.elapsed();
  }
}
