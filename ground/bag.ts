/** Properties by name, as the engine carries them. */
export type Bag = Readonly<Record<string, unknown>>;

/** One failed rule of one property. */
export interface Failure {
  /** Path of the property: `tags.team`, `products.0`. */
  readonly path: string;
  /** The rule, and an example that passes. */
  readonly reason: string;
}
