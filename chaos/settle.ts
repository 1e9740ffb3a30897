import type { Declared } from "../test/provider/engine/declarations";
import type { Result } from "../test/provider/engine/results";
import type { Stage } from "./stage";
import type { Story } from "./story";

/** Requests that bring an id or a claim; all others only repeat what the next run's refresh sees. */
const isClaiming = (action: string): boolean => /^(Create|Claim|Purchase)/.test(action);

/**
 * Nothing goes wrong any more: `up` must succeed, a preview after it must be empty, everything must be known to the
 * state, and a destroy must leave nothing. What claims something may arrive as late as it likes.
 */
export async function settle(
  stage: Stage,
  program: readonly Declared[],
  lastArrival: Story["lastArrival"],
): Promise<void> {
  const { clocks, network } = stage.ground;
  const wasWrong = Math.max(clocks.wrongBy.client, clocks.wrongBy.server) > 0;
  clocks.wrongBy.client = 0;
  clocks.wrongBy.server = 0;
  // Longer than any clock was ahead: what was signed meanwhile counts as past.
  clocks.pass(wasWrong ? 4_000 : 60);
  await network.deliver((action) => lastArrival === "before" || !isClaiming(action));
  if (!(await succeeds(stage, "refresh", program))) return;
  if (!(await succeeds(stage, "up", program))) return;
  if (lastArrival === "after up") await network.deliver();
  await previewsNothing(stage, program);
  stage.left = stage.ledger.audit(stage.engine.state, await stage.things(), program, stage.engine.stack);
  if (!(await succeeds(stage, "destroy", program))) return;
  await network.deliver();
  clocks.pass(60);
  stage.left = stage.ledger.audit(stage.engine.state, await stage.things(), program, stage.engine.stack);
}

async function succeeds(
  stage: Stage,
  verb: "refresh" | "up" | "destroy",
  program: readonly Declared[],
): Promise<boolean> {
  const { faults } = await stage.run(verb, program);
  if (faults.length > 0) stage.ledger.stuck(`${verb}, with nothing in its way: ${faults.join("; ")}`);
  return faults.length === 0;
}

/** What a preview shows now would be there by itself. */
export async function previewsNothing(stage: Stage, program: readonly Declared[]): Promise<void> {
  const { engine, ledger } = stage;
  const shown = (what: string, { ops, changed, faults }: Result): void => {
    for (const fault of faults) ledger.noisy(`${what} fails: ${fault}`);
    for (const [name, op] of Object.entries(ops))
      if (op !== "same" && op !== "read") ledger.noisy(`${what} shows ${op} of ${name}`);
    for (const [name, properties] of Object.entries(changed))
      if (properties.length > 0) ledger.noisy(`${what} shows a change of ${name}: ${properties.join(", ")}`);
  };
  shown("a preview", await stage.run("preview", program));
  shown("a preview with refresh", await engine.previewRefresh());
}
