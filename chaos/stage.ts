import type { Transport } from "../provider/client/transport";
import type { Declared } from "../test/provider/engine/declarations";
import type { Result } from "../test/provider/engine/results";
import { MiniEngine, type RunOptions } from "../test/provider/mini-engine";
import type { TransportName } from "./errand";
import { Tally } from "./faults";
import type { Ground } from "./ground";
import { Ledger } from "./ledger";
import type { Act } from "./story";
import { type Thing, thingsOf } from "./things";

/** One stack on its ground, and what is written down of it. */
export class Stage {
  readonly ledger = new Ledger();
  readonly tally = new Tally();
  readonly told: string[] = [];
  left = 0;
  #runs = 0;

  private constructor(
    readonly ground: Ground,
    readonly engine: MiniEngine,
    readonly lane: Lane,
    private readonly uin: string,
  ) {}

  /** With an account of its own, on which nothing is yet. */
  static async open(ground: Ground, transport: TransportName, windowSeconds: number): Promise<Stage> {
    const place = await ground.place(transport, windowSeconds);
    const lane = new Lane();
    const home = { config: place.config, transport: () => lane.over(place.transport()) };
    return new Stage(ground, new MiniEngine(home), lane, place.uin);
  }

  get runs(): number {
    return this.#runs;
  }

  things(): Promise<Thing[]> {
    return thingsOf((query) => this.ground.sql(query), this.uin, this.ground.clocks.server().getTime());
  }

  /** One run, which the ledger follows. */
  async run(verb: Act["verb"], program: readonly Declared[], options: RunOptions = {}): Promise<Result> {
    const { engine, ledger } = this;
    if (verb === "up") ledger.mayDelete(engine.state, program);
    if (verb === "destroy") ledger.mayDelete(engine.state, []);
    this.#runs += 1;
    const result = await {
      up: () => engine.up(program, options),
      preview: () => engine.preview(program, options),
      refresh: () => engine.refresh(options),
      destroy: () => engine.destroy(options),
    }[verb]();
    ledger.after(engine.state, await this.things());
    const ended = result.killed ? "killed" : result.faults.length > 0 ? "failed" : "succeeded";
    this.told.push(`${verb} of ${program.length} resources ${ended} after ${result.calls.length} calls`);
    this.told.push(...result.faults.map((fault) => `  ${fault}`));
    return result;
  }
}

/** Lets calls through at once, or one after the other: then the same story goes the same way again. */
class Lane {
  isNarrow = false;
  #last: Promise<unknown> = Promise.resolve();

  over(transport: Transport): Transport {
    const { requestsPerSecond, pollEveryMs, retryAfterMs } = transport;
    return {
      requestsPerSecond,
      pollEveryMs,
      retryAfterMs,
      call: (action, request, options) => {
        if (!this.isNarrow) return transport.call(action, request, options);
        const turn = this.#last.then(() => transport.call(action, request, options));
        this.#last = turn.catch(() => {});
        return turn;
      },
      close: () => transport.close(),
    };
  }
}
