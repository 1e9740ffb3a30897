/** What `doctor` found. */
export interface Finding {
  /**
   * `damage` and `secrets`: something can't be read; `unclaimed`, `contested`, `leaving` and `unheld`: something wants
   * a look.
   */
  readonly kind: "damage" | "secrets" | "unclaimed" | "contested" | "leaving" | "unheld";
  readonly sdkAppIds: readonly number[];
  readonly what: string;
  readonly next: string;
}
