/** Things to do one after the other, where nobody's many keep those of others waiting: the owners take turns. */
export class Turns<Job> {
  /** In the order of whose turn it is. */
  readonly #waiting = new Map<string, Job[]>();

  /** How many of an owner's wait. */
  count(owner: string): number {
    return this.#waiting.get(owner)?.length ?? 0;
  }

  add(owner: string, job: Job): void {
    const jobs = this.#waiting.get(owner);
    if (jobs) jobs.push(job);
    else this.#waiting.set(owner, [job]);
  }

  next(): Job | undefined {
    for (const [owner, [job, ...rest]] of this.#waiting) {
      this.#waiting.delete(owner);
      if (rest.length > 0) this.#waiting.set(owner, rest);
      return job;
    }
    return undefined;
  }
}
