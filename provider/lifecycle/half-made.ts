import type { Bag } from "../../ground/bag";
import { explain, isExpected, UserError, Wrapper } from "../../ground/errors";

/** A creation or update that got as far as an id: the engine keeps the id and everything known. */
export class HalfMade extends Wrapper {
  override readonly name = "HalfMade";

  constructor(
    readonly id: string,
    readonly state: Bag,
    override readonly cause: unknown,
  ) {
    super(explain(cause));
  }
}

/** Runs `work` and puts what was being done in front of whatever goes wrong: "deleting Application 1400000001: …". */
export async function during<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HalfMade) {
      throw new HalfMade(error.id, error.state, inContext(doing, error.cause));
    }
    throw inContext(doing, error);
  }
}

function inContext(doing: string, error: unknown): unknown {
  if (!isExpected(error)) return error;
  return new UserError(`${doing}: ${explain(error)}`, { cause: error });
}
