import { setImmediate as nextTurn } from "node:timers/promises";
import { printDeclaration } from "../../provider/lifecycle/run/declaration";
import { Backend } from "./backend";
import { application, partsOf } from "./engine/declarations";
import { Line } from "./engine/line";
import { type Handlers, startProvider } from "./engine/provider-process";
import { Recorder } from "./engine/recorder";

/** An engine that is slow to hear. */
class SlowToHear extends Recorder {
  #waiting: (() => void)[] = [];

  override heard(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  get isAwaited(): boolean {
    return this.#waiting.length > 0;
  }

  hears(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

const declared = application("a");
const declaredInputs = { ...declared.inputs, __declaration: printDeclaration(partsOf(declared, "dev")) };

interface Made {
  readonly id: string;
  readonly state: object;
  readonly inputs: object;
}

/** An engine that has its answer may end, and what was said on the way to it would be lost. */
test.each<[string, (provider: Handlers, made: Made) => Promise<unknown>]>([
  ["check", ({ Application }) => Application.check({}, declaredInputs)],
  ["diff", ({ Application }, { id, state, inputs }) => Application.diff(id, state, inputs)],
  ["create", ({ Application }, { inputs }) => Application.create(inputs)],
  ["read", ({ Application }, { id, state }) => Application.read(id, state)],
  ["update", ({ Application }, { id, state, inputs }) => Application.update(id, state, inputs)],
  ["delete", ({ Application }, { id, state }) => Application.delete(id, state)],
  ["a check that fails", ({ Application }) => Application.check({}, { ...declaredInputs, region: 1 })],
])("%s answers when the engine has heard what was said", async (_, ask) => {
  const backend = await Backend.open();
  const line = new Line();
  const home = { config: backend.config, transport: () => backend.transport() };
  const recorder = new SlowToHear();
  const provider = startProvider(home, recorder, line, {});
  const during = async <T>(work: Promise<T>): Promise<{ readonly value: T; readonly waited: boolean }> => {
    let isAnswered = false;
    const answered = work.finally(() => {
      isAnswered = true;
    });
    while (!recorder.isAwaited && !isAnswered) await nextTurn();
    const waited = !isAnswered;
    recorder.hears();
    return { value: await answered, waited };
  };
  const checked = await during(provider.Application.check({}, declaredInputs));
  const { inputs = {} } = checked.value;
  const { value } = await during(provider.Application.create(inputs));
  const made = { id: value.id, state: value.outs ?? {}, inputs };
  const outcome = await during(ask(provider, made).catch(() => {}));
  expect(outcome.waited).toBe(true);
  await line.close();
  await backend.close();
});
