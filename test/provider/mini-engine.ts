import type { Alarm } from "../../provider/lifecycle/timeouts";
import { type Declared, dependenciesOf } from "./engine/declarations";
import { Line, type Trouble } from "./engine/line";
import { type Home, startProvider } from "./engine/provider-process";
import { Recorder } from "./engine/recorder";
import { Outcome, type Resource, type Result } from "./engine/results";
import { Steps } from "./engine/steps";

export interface RunOptions {
  readonly trouble?: Trouble;
  /** False: the state is saved at the end of the run only, as with PULUMI_SKIP_CHECKPOINTS. */
  readonly checkpoints?: boolean;
  /** What the engine does at the first ^C: it tells its providers. */
  readonly cancelled?: AbortSignal;
  /** What timeouts are measured by, where not the process's own time. */
  readonly alarm?: Alarm;
  /** Names of the resources that a destroy is restricted to, as by `--target`. */
  readonly targets?: readonly string[];
}

/**
 * The engine's algorithm over the real handlers of the dynamic provider, in one process: what it passes to which
 * verb, what it keeps, and in which order it goes (`@pulumi/pulumi/cmd/dynamic-provider`). Each run starts a
 * provider process of its own.
 */
export class MiniEngine {
  /** The state file: what survives a run. */
  state: ReadonlyMap<string, Resource> = new Map();

  constructor(
    readonly home: Home,
    readonly stack = "dev",
  ) {}

  preview(program: readonly Declared[], options: RunOptions = {}): Promise<Result> {
    return this.#run(options, (steps, outcome) => this.#register(program, steps, outcome, true), {
      keeps: false,
    });
  }

  up(program: readonly Declared[], options: RunOptions = {}): Promise<Result> {
    return this.#run(options, (steps, outcome) => this.#register(program, steps, outcome, false));
  }

  /** Reads every resource; `changed` names the inputs that the backend sees differently. */
  refresh(options: RunOptions = {}): Promise<Result> {
    return this.#run(options, (steps) => this.#readAll(steps));
  }

  /** As `pulumi preview --refresh`: what was read is not kept. */
  previewRefresh(options: RunOptions = {}): Promise<Result> {
    return this.#run(options, (steps) => this.#readAll(steps), { keeps: false });
  }

  destroy(options: RunOptions = {}): Promise<Result> {
    const targets = options.targets ?? [...this.state.keys()];
    return this.#run(options, (steps, outcome) => this.#deleteAll(targets, steps, outcome));
  }

  /** The state of a resource that must be there. */
  resource(name: string): Resource {
    const found = this.state.get(name);
    if (!found) throw new Error(`the state holds no ${name}`);
    return found;
  }

  async #run(
    { trouble, checkpoints = true, cancelled, alarm }: RunOptions,
    work: (steps: Steps, outcome: Outcome) => Promise<void>,
    { keeps } = { keeps: true },
  ): Promise<Result> {
    const recorder = new Recorder();
    const line = new Line(trouble);
    const outcome = new Outcome();
    const handlers = startProvider(this.home, recorder, line, { cancelled, alarm });
    const steps = new Steps(handlers, outcome, line, new Map(this.state));
    try {
      await work(steps, outcome);
    } finally {
      await line.close();
    }
    if (keeps && (checkpoints || !line.isDead)) this.state = steps.state;
    const { ops, changed, failures, errors, faults } = outcome;
    const { messages } = recorder;
    keepsSecrets(JSON.stringify({ faults, messages }), [...this.state.values(), ...steps.state.values()]);
    const { calls, writes, isDead } = line;
    return { ops, changed, failures, errors, faults, messages, calls, writes, killed: isDead };
  }

  /** Every resource as soon as what it needs is there; then what the program no longer names. */
  async #register(
    program: readonly Declared[],
    steps: Steps,
    outcome: Outcome,
    isPreview: boolean,
  ): Promise<void> {
    const done = new Map<string, Promise<boolean>>();
    for (const declared of program) {
      if (done.has(declared.name)) throw new Error(`two resources are called ${declared.name}`);
      const needed = dependenciesOf(declared).map((name) => {
        const promise = done.get(name);
        if (!promise) throw new Error(`${declared.name} needs ${name}, which comes later or never`);
        return promise;
      });
      done.set(
        declared.name,
        Promise.all(needed).then((ready) => ready.every(Boolean) && this.#step(declared, steps, isPreview)),
      );
    }
    await Promise.all(done.values());
    if (outcome.faults.length > 0) return;
    const left = [...this.state.keys()].filter((name) => !done.has(name));
    if (isPreview) for (const name of left) outcome.ops[name] = "delete";
    else await this.#deleteAll(left, steps, outcome);
  }

  /** Whether it succeeded. */
  async #step(declared: Declared, steps: Steps, isPreview: boolean): Promise<boolean> {
    const { name } = declared;
    const old = steps.state.get(name);
    const news = steps.inputsOf(declared, this.stack, isPreview);
    return steps.attempt(name, async () => {
      const inputs = await steps.check(declared, news, old);
      if (!old) return steps.create(declared, inputs, isPreview);
      const diff = await steps.diff(old, inputs);
      if (diff.replaces.length > 0) {
        steps.replaced(old, diff.replaces);
        if (!isPreview) {
          await this.#deleteFollowers(old, steps);
          await steps.delete(old);
        }
        // The engine forgets what the old one brought along and judges the inputs as those of a new resource.
        return steps.create(declared, await steps.check(declared, news, undefined), isPreview);
      }
      if (diff.changes || old.initErrors.length > 0) return steps.update(old, declared, inputs, isPreview);
      return steps.keep(old, declared, inputs);
    });
  }

  /** What is replaced with a resource goes before it, and is made anew after it. */
  async #deleteFollowers({ name }: Resource, steps: Steps): Promise<void> {
    for (const follower of [...steps.state.values()]) {
      if (!follower.dependencies.includes(name) || follower.inputs.application === undefined) continue;
      if (!(await steps.followsReplacement(follower, "application"))) continue;
      steps.replaced(follower, ["application"]);
      await steps.delete(follower);
    }
  }

  async #readAll(steps: Steps): Promise<void> {
    const resources = [...this.state.values()];
    await Promise.all(resources.map((old) => steps.attempt(old.name, () => steps.read(old))));
  }

  /** What depends on others goes first; what others need stays when they could not be deleted. */
  async #deleteAll(names: readonly string[], steps: Steps, outcome: Outcome): Promise<void> {
    const leaving = new Set(names);
    const gone = new Map<string, Promise<boolean>>();
    const remove = (name: string): Promise<boolean> => {
      const known = gone.get(name);
      if (known) return known;
      const old = this.resource(name);
      const needing = names.filter((other) => this.resource(other).dependencies.includes(name));
      const promise = Promise.all(needing.map(remove)).then(
        (ready) =>
          ready.every(Boolean) &&
          steps.attempt(name, async () => {
            await steps.delete(old);
            outcome.ops[name] = "delete";
          }),
      );
      gone.set(name, promise);
      return promise;
    };
    await Promise.all([...leaving].map(remove));
  }
}

/** Whatever a run says, it must not say what the state keeps secret. */
function keepsSecrets(said: string, resources: readonly Resource[]): void {
  for (const { name, outputs } of resources) {
    for (const key of ["secretKey", "privateKey", "__claim"]) {
      const secret = outputs[key];
      if (typeof secret === "string" && said.includes(secret))
        throw new Error(`${key} of ${name} was said aloud`);
    }
  }
}
