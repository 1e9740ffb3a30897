import type { Declared } from "../test/provider/engine/declarations";
import type { Finding, TransportName } from "./errand";
import { inTurn, type Tally } from "./faults";
import type { Ground } from "./ground";
import { settle } from "./settle";
import { Stage } from "./stage";
import { type Act, programsOf, type Story } from "./story";

/** How a story ended. */
export interface Ending {
  readonly findings: readonly Finding[];
  readonly tally: Tally;
  /** Runs of the engine. */
  readonly runs: number;
  /** What killed runs had made for declarations that were edited away: for a person to decide about. */
  readonly left: number;
  /** What happened, in lines. */
  readonly told: readonly string[];
}

/** Plays a story to its end, on an account of its own. */
export async function play(story: Story, ground: Ground, transport: TransportName): Promise<Ending> {
  const stage = await Stage.open(ground, transport, story.windowSeconds);
  const programs = programsOf(story);
  for (const [index, act] of story.acts.entries()) {
    stage.lane.isNarrow = act.oneAtATime;
    await perform(act, programs[index] ?? [], stage);
  }
  stage.lane.isNarrow = false;
  await settle(stage, programs.at(-1) ?? [], story.lastArrival);
  const { ledger, tally, runs, left, told } = stage;
  return { findings: ledger.findings, tally, runs, left, told };
}

async function perform(act: Act, program: readonly Declared[], stage: Stage): Promise<void> {
  const { ground, tally, told } = stage;
  const { clocks, network } = ground;
  clocks.pass(act.seconds);
  setClocks(act, stage);
  const killed = new AbortController();
  const strikes = inTurn(act.network);
  const delays = inTurn(act.late);
  const arrivals = inTurn([{ at: act.arrival, kind: "arrives" }]);
  const writes = inTurn(act.database);
  const note = (fault: string) => {
    tally.add(fault);
    told.push(`  ! ${fault}`);
  };
  let arriving = Promise.resolve();
  network.weather = {
    next(canBeLate) {
      if (arrivals() !== undefined) arriving = network.deliver();
      const fault = strikes() ?? (canBeLate ? delays() : undefined);
      if (fault !== undefined) note(fault);
      return fault;
    },
    kill: () => killed.abort(),
  };
  ground.disk.next = () => {
    const fault = writes();
    if (fault !== undefined) note(fault);
    return fault;
  };
  const { killAfterCall, checkpoints } = act;
  const trouble = { killed: killed.signal, ...(killAfterCall !== undefined && { killAfterCall }) };
  const result = await stage.run(act.verb, program, { trouble, checkpoints });
  if (result.killed && !killed.signal.aborted) note("killed between calls");
  await arriving;
  network.weather = undefined;
  ground.disk.next = undefined;
}

/** A client's clock stays while something is on its way: the next run must sign later than the last (decision 004). */
function setClocks({ server, client }: Act, { ground: { clocks, network }, tally }: Stage): void {
  const set = (whose: "server" | "client", to: number | undefined) => {
    if (to === undefined || to === clocks.wrongBy[whose]) return;
    tally.add(to > clocks.wrongBy[whose] ? `${whose}'s clock set forward` : `${whose}'s clock set back`);
    clocks.wrongBy[whose] = to;
  };
  set("server", server);
  if (!network.isHolding) set("client", client);
}
