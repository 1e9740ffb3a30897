import { setTimeout as pause } from "node:timers/promises";
import type { NoticeKind } from "./notice";

/** What a run does to a resource, and perhaps to hundreds alike. Never with a secret. */
export interface Deed {
  /** None where people need not know it: then it is only information. */
  readonly kind?: NoticeKind;
  /** Of a single one: "disabling Application 1400000001". */
  readonly one: string;
  /** Of so many, with their list after it: "disabling 8 Applications". */
  many(count: number): string;
  /** What stands for it in that list, beside its name: "1400000001". */
  readonly id: string;
  /** Whole sentences that hold for all of them. */
  readonly statements: readonly string[];
}

/** Deeds that are alike, as they are told. */
export interface Telling {
  /** Undefined where it is about several resources. */
  readonly urn: string | undefined;
  readonly kind: NoticeKind | undefined;
  readonly text: string;
  readonly statements: readonly string[];
}

/** So many are named in a list; of others there is only their number. */
const mostNamed = 10;

/** After so many times of quiet a list is told, however many more may come. */
const mostWaits = 6;

const laterOnes = "Others that follow in this run get no notice of their own.";

/**
 * Tells deeds that are alike at once, with a list of those that were done at about the same time. What the engine
 * starts later, when it has room for more steps, is no longer told: its own rows say it.
 *
 * @param quietMs a list is told when nothing was added to it for so long, in milliseconds
 */
export function deedsBy(tell: (telling: Telling) => void, quietMs: number) {
  const all = new Map<string, Alike>();
  /** Does `work` and tells the deed, unless that fails or the backend answers that the claim is outdated. */
  return async <T extends object>(urn: string, deed: Deed, work: () => Promise<T>): Promise<T> => {
    const answer = await work();
    if ("Outdated" in answer && answer.Outdated === true) return answer;
    const key = JSON.stringify([deed.kind, deed.many(0), deed.statements]);
    const alike = all.get(key) ?? new Alike(tell, quietMs);
    all.set(key, alike);
    await alike.add({ urn, deed });
    return answer;
  };
}

interface Done {
  readonly urn: string;
  readonly deed: Deed;
}

class Alike {
  readonly #done: Done[] = [];
  #told: Promise<void> | undefined;

  constructor(
    private readonly tell: (telling: Telling) => void,
    private readonly quietMs: number,
  ) {}

  /** Comes back once it has been told, or will not be. */
  add(done: Done): Promise<void> {
    this.#done.push(done);
    this.#told ??= this.#whenQuiet();
    return this.#told;
  }

  async #whenQuiet(): Promise<void> {
    let count = 0;
    for (let waits = 0; waits < mostWaits && count < this.#done.length; waits += 1) {
      count = this.#done.length;
      await pause(this.quietMs);
    }
    this.#say([...this.#done]);
  }

  #say(done: readonly Done[]): void {
    const [first] = done;
    if (!first) return;
    const { urn, deed } = first;
    const isSingle = done.length === 1;
    this.tell({
      urn: isSingle ? urn : undefined,
      kind: deed.kind,
      text: isSingle ? deed.one : `${deed.many(done.length)}: ${listOf(done)}`,
      statements: [...deed.statements, laterOnes],
    });
  }
}

function listOf(done: readonly Done[]): string {
  const titles = done.map(({ urn, deed }) => `${urn.split("::").at(-1)} (${deed.id})`).sort();
  const more = titles.length - mostNamed;
  return more > 0 ? `${titles.slice(0, mostNamed).join(", ")} and ${more} more` : titles.join(", ");
}
