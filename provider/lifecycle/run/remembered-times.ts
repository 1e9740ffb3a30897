/** When the applications of a run's states were made: what is newly made on one of them must find that one. */
export class RememberedTimes {
  readonly #times = new Map<string, string>();

  set(sdkAppId: string, time: string): void {
    this.#times.set(sdkAppId, time);
  }

  get(sdkAppId: string): string | undefined {
    return this.#times.get(sdkAppId);
  }
}
