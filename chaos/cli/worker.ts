/** Kills the real command, engine, provider and server: `node <bundle> <JSON of CliWork>`; each round is sent as a Cut. */
import type { CliWork, Cut } from "../errand";
import { inWorker } from "../in-worker";
import { Rounds, roundsOf } from "./rounds";
import { Site } from "./site";

async function main({ root, engine, seed, rounds }: CliWork): Promise<void> {
  const site = new Site(root, engine);
  const tell = (cut: Cut) => process.send?.(cut);
  try {
    await site.serve();
    const play = new Rounds(site);
    for (const round of roundsOf(seed, rounds)) {
      const { verb, victim, after } = round;
      const { findings, hit, leftover, left } = await play.play(round);
      tell({ what: `${verb}, ${victim} killed after ${after} ms`, hit, findings, leftover, left });
    }
    tell({ what: "destroy", hit: false, findings: await play.end(), leftover: [], left: 0 });
  } finally {
    await site.remove();
  }
}

inWorker(main);
