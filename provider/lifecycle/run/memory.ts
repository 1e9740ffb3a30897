/** What a run keeps in mind of its backend between operations: of each class one object, made when it is first sought. */
export class Memory {
  readonly #kept = new Map<object, object>();

  of<T extends object>(kind: new () => T): T {
    const known = this.#kept.get(kind);
    if (known instanceof kind) return known;
    const made = new kind();
    this.#kept.set(kind, made);
    return made;
  }
}
