import fc from "fast-check";
import type { Backend } from "../provider/backend";
import type { Declared } from "../provider/engine/declarations";

/** Where an act takes place, and how it foretells what a refresh shows after it. */
export interface Scene {
  readonly backend: Backend;
  /** Name of the application in the program; what hangs on it is called `<owner>-…`. */
  readonly owner: string;
  readonly SdkAppId: number;
  /** The refresh shows another value of this input. */
  drifted(resource: string, input: string): void;
  /** The refresh finds the resource gone. */
  dropped(resource: string): void;
  /** The application is gone, with all that hung on it. */
  droppedAll(): void;
}

/** What one kind of resource adds to a generated application. */
interface PartDefinition<Piece> {
  /** What is declared of this kind; may be nothing. */
  readonly piece: fc.Arbitrary<Piece>;
  /** @param others what the parts before this one declare for the same owner, the application first. */
  declare(owner: string, piece: Piece, others: readonly Declared[]): Declared[];
  /**
   * What somebody may do behind the provider's back, by a name that no other part uses. An act that this piece has
   * nothing for does nothing.
   */
  readonly acts: Readonly<Record<string, (scene: Scene, piece: Piece) => Promise<void>>>;
  /** What may come after `before` in the same program; unless told, anything. */
  following?(before: Piece, after: Piece): Piece;
  /** The piece without what forbids its deletion. */
  removable?(piece: Piece): Piece;
}

/** A generated piece, with what its part knows of it. */
export interface Grown {
  declare(owner: string, others: readonly Declared[]): Declared[];
  act(name: string, scene: Scene): Promise<void>;
  /** This one, as it may come after that one of the same part. */
  following(before: Grown): Grown;
  removable(): Grown;
  [fc.toStringMethod](): string;
}

export interface Part {
  readonly acts: readonly string[];
  readonly grown: fc.Arbitrary<Grown>;
}

export function definePart<Piece>(definition: PartDefinition<Piece>): Part {
  const { declare, acts, following, removable } = definition;
  const pieces = new WeakMap<Grown, Piece>();
  const grow = (piece: Piece): Grown => {
    const grown: Grown = {
      declare: (owner, others) => declare(owner, piece, others),
      act: async (name, scene) => acts[name]?.(scene, piece),
      following(before) {
        const earlier = pieces.get(before);
        return following && earlier !== undefined ? grow(following(earlier, piece)) : grown;
      },
      removable: () => (removable ? grow(removable(piece)) : grown),
      [fc.toStringMethod]: () => fc.stringify(piece),
    };
    pieces.set(grown, piece);
    return grown;
  };
  return { acts: Object.keys(acts), grown: definition.piece.map(grow) };
}

/** A value that no generated configuration declares. */
export const other = "Z_changed_by_hand";
