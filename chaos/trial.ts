import fc from "fast-check";
import type { Failure, Replay, TransportName } from "./errand";
import { Tally } from "./faults";
import type { Ground } from "./ground";
import { type Ending, play } from "./play";
import { type Story, story } from "./story";

export interface Trial {
  readonly ending: Ending;
  readonly failure: Failure | undefined;
}

/** A failing story is made smaller for so many tries at most. */
const mostTries = 100;

/** Plays the story of a seed; one that breaks a promise is then made smaller for as long as it still breaks one. */
export async function tryStory(replay: Replay, ground: Ground, transport: TransportName): Promise<Trial> {
  let first: Ending | undefined;
  let smallest: Ending | undefined;
  let tries = 0;
  const played = async (one: Story): Promise<void> => {
    tries += 1;
    if (tries > mostTries) return;
    const ending = await endingOf(one, ground, transport);
    first ??= ending;
    if (ending.findings.length === 0) return;
    smallest = ending;
    throw new Error("a promise was broken");
  };
  const { seed, path } = replay;
  const details = await fc.check(fc.asyncProperty(story, played), {
    seed,
    numRuns: 1,
    unbiased: true,
    ...(path !== undefined && { path, endOnFailure: true }),
  });
  if (!first) throw new Error("no story was played");
  const [failing] = details.counterexample ?? [];
  if (!smallest || !failing) return { ending: first, failure: undefined };
  return {
    ending: first,
    failure: {
      replay: { seed, path: details.counterexamplePath ?? undefined },
      story: fc.stringify(failing),
      findings: smallest.findings,
      told: smallest.told,
    },
  };
}

/** A story that can't even be told is one that broke a promise: what is thrown past the engine is a mistake of ours. */
async function endingOf(one: Story, ground: Ground, transport: TransportName): Promise<Ending> {
  try {
    return await play(one, ground, transport);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { findings: [{ kind: "stuck", what }], tally: new Tally(), runs: 0, left: 0, told: [] };
  } finally {
    ground.calm();
  }
}
