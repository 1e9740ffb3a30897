/** What `doctor` found. */
export interface Finding {
  /**
   * `damage` and `secrets`: something can't be read; `unclaimed`, `contested`, `leaving`, `unheld` and `evidence`:
   * something wants a look.
   */
  readonly kind: "damage" | "secrets" | "unclaimed" | "contested" | "leaving" | "unheld" | "evidence";
  readonly sdkAppIds: readonly number[];
  readonly what: string;
  readonly next: string;
}
