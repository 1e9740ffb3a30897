import { CutOff } from "../../../ground/errors";
import type { RunOptions } from "../mini-engine";
import type { Call } from "./line";

type When = (call: Call, index: number) => boolean;

/** ^C when `when` says so of a call, before it reaches the backend. */
export function cancelling(when: When): RunOptions {
  const controller = new AbortController();
  const before = atCall(when, () => controller.abort(new CutOff("cancelled")));
  return { cancelled: controller.signal, trouble: { before } };
}

/**
 * ^C when `when` says so of a call; where that only looks, the backend never answers it. The time of the look that saves what
 * is known of something half-made passes at once, and no other does.
 */
export function cancellingUnanswered(when: When): RunOptions {
  const controller = new AbortController();
  const before = atCall(when, ({ access }) => {
    controller.abort(new CutOff("cancelled"));
    return access === "read" ? new Promise<never>(() => {}) : undefined;
  });
  const alarm = (milliseconds: number, ring: () => void) => {
    if (milliseconds <= hurriedMs) setImmediate(ring);
  };
  return { cancelled: controller.signal, trouble: { before }, alarm };
}

/** How long a cancelled operation may look at what it has half made. */
const hurriedMs = 5_000;

/** Longer ones are none that a test sets. */
const shortMs = 60_000;

/** Every timeout of less than a minute passes when `when` says so of a call, before that reaches the backend, and none before. */
export function timingOut(when: When): RunOptions {
  const rings: (() => void)[] = [];
  const before = atCall(when, () => {
    for (const ring of rings) ring();
    // The call is on its way for longer than its operation may take.
    return new Promise<void>((resolve) => setImmediate(resolve));
  });
  const alarm = (milliseconds: number, ring: () => void) => {
    if (milliseconds < shortMs) rings.push(ring);
  };
  return { alarm, trouble: { before } };
}

/** While this action, called for the nth time, is under way. */
export function during(action: string, nth = 1): When {
  let called = 0;
  return ({ name }) => {
    if (name === action) called += 1;
    return called === nth && name === action;
  };
}

function atCall(when: When, act: (call: Call) => void | Promise<void>): (call: Call) => void | Promise<void> {
  let index = 0;
  return (call) => {
    index += 1;
    return when(call, index) ? act(call) : undefined;
  };
}
