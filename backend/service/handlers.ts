import { type ActionName, ApiError, actions, type Executor } from "../api";
import { realRefusals, simulatedRefusals } from "./enrolment/refusals";
import * as simulated from "./modules";
import * as real from "./real-application/modules";
import type { Handler } from "./scope";

type Handlers = { readonly [Name in ActionName]: Handler<(typeof actions)[Name]> };
type Exported<Name extends ActionName> = { readonly [N in Name as Uncapitalize<N>]: Handlers[N] };

/** An action without a handler doesn't compile. */
const ofSimulated: Exported<Exclude<ActionName, keyof typeof simulatedRefusals>> = simulated;
/** Nor does one for which nobody has decided what a real account does: it is answered, or refused with words. */
const ofReal: Exported<Exclude<ActionName, keyof typeof realRefusals>> = real;

/** Who answers what, by the executor of the account. */
export const handlers: Readonly<Record<Executor, Handlers>> = {
  clock: byAction(ofSimulated, simulatedRefusals, "simulated"),
  operator: byAction(ofReal, realRefusals, "real"),
};

function byAction(
  exported: object,
  refusals: Partial<Record<ActionName, string>>,
  accounts: "real" | "simulated",
): Handlers;
function byAction(
  exported: object,
  refusals: Readonly<Record<string, string | undefined>>,
  accounts: string,
): object {
  return Object.fromEntries(
    Object.keys(actions).map((name) => {
      const words = refusals[name];
      const exportedAs = name.replace(/^./, (first) => first.toLowerCase());
      return [
        name,
        words === undefined
          ? Reflect.get(exported, exportedAs)
          : refusing(`${name} isn't done on a ${accounts} account: ${words}`),
      ];
    }),
  );
}

/** Refuses once it is known that the account is one of those that do. */
function refusing(words: string): Handler<never> {
  return (_request, scope) =>
    scope.read(async () => {
      throw new ApiError("UnsupportedOperation", words);
    });
}
