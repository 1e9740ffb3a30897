/** Where a sealed value stands; bound into it, so that a value moved elsewhere doesn't open. */
export interface SealedPlace {
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

/** Seals secrets at rest with AES-256-GCM. */
export interface Sealer {
  /** Names the key without giving it away. */
  readonly keyId: string;
  seal(place: SealedPlace, clear: string): string;
  open(place: SealedPlace, sealed: string): string;
}
