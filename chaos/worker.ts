/** Plays stories in a process of its own: `node <bundle> <JSON of Work>`; each is sent to the parent as a Played. */
import { openDatabase } from "./databases";
import type { DatabaseName, Played, Work } from "./errand";
import { Ground } from "./ground";
import { inWorker } from "./in-worker";
import { tryStory } from "./trial";

async function main({ errands, postgres }: Work): Promise<void> {
  const grounds = new Map<DatabaseName, Promise<Ground>>();
  const groundOf = (database: DatabaseName): Promise<Ground> => {
    const ground =
      grounds.get(database) ??
      openDatabase(database, postgres ?? undefined).then((opened) => Ground.open(opened));
    grounds.set(database, ground);
    return ground;
  };
  for (const errand of errands) {
    const { ending, failure } = await tryStory(errand, await groundOf(errand.database), errand.transport);
    const { runs, left, findings, told, tally } = ending;
    const faults = Object.fromEntries(tally.counts);
    const played: Played = { errand, runs, faults, left, findings, failure: failure ?? null, told };
    process.send?.(played);
  }
  for (const ground of grounds.values()) await (await ground).close();
}

inWorker(main);
