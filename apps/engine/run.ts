import type { EngineEvent, Stack, StepEventMetadata } from "@pulumi/pulumi/automation";
import { explain, isExpected } from "../../provider/lifecycle/errors";
import { type Change, changeIn, kindOf, nameOf } from "./change";
import { commandFailure } from "./failure";

/** What a run tells while it goes on. */
export interface Listener {
  /** A step has begun; its end is told by `done` or `failed`. */
  started?(change: Change): void;
  done?(change: Change): void;
  failed?(change: Change): void;
  /** `progress` is of the moment only; the name is of the resource, if it is about one. */
  said?(severity: "info" | "warning" | "error" | "progress", text: string, name: string): void;
}

export interface RunOptions {
  /** Steps at a time: at least the number of resources, so that no wait holds another one up. */
  readonly parallel: number;
  readonly listener?: Listener;
  readonly signal?: AbortSignal;
}

/** How a run ended. */
export interface Outcome {
  /** What was done, or at a preview what would be. */
  readonly changes: readonly Change[];
  /** Resources of ours that the run looked at. */
  readonly resources: number;
  /** Why it failed; empty where it didn't. */
  readonly errors: readonly string[];
}

type Verb = "preview" | "up" | "previewRefresh" | "destroy" | "previewDestroy";

interface EngineOptions extends RunOptions {
  /** Reads everything first, so that what was changed behind the state's back is seen, and mended. */
  readonly refresh?: boolean;
  readonly target?: string[];
  readonly targetDependents?: boolean;
}

/** Runs the engine on a stack. A run that fails has an outcome too: what was done before stays done. */
export async function run(
  stack: Stack,
  verb: Verb,
  { listener = {}, ...options }: EngineOptions,
): Promise<Outcome> {
  const gathering = new Gathering(listener, verb === "previewRefresh");
  const onEvent = (event: EngineEvent) => gathering.take(event);
  try {
    await stack[verb]({ ...options, color: "never", suppressOutputs: true, onEvent });
    return gathering.outcome([]);
  } catch (error) {
    const failure = commandFailure(error, `the engine's ${verb}`);
    if (!isExpected(failure)) throw failure;
    // What the engine said of it already needs no second telling.
    return gathering.outcome(gathering.hasErrors ? [] : [explain(failure)]);
  }
}

const severities: Readonly<Record<string, "info" | "warning" | "error">> = {
  info: "info",
  "info#err": "info",
  warning: "warning",
  error: "error",
};

/** Makes an outcome of the engine's events. */
class Gathering {
  readonly #changes = new Map<string, Change>();
  readonly #seen = new Set<string>();
  /** Resources that are just being read: what comes of it is no change of theirs. */
  readonly #refreshing = new Set<string>();
  readonly #errors: string[] = [];

  constructor(
    private readonly listener: Listener,
    private readonly isRefresh: boolean,
  ) {}

  get hasErrors(): boolean {
    return this.#errors.length > 0;
  }

  take({ resourcePreEvent, resOutputsEvent, resOpFailedEvent, diagnosticEvent }: EngineEvent): void {
    if (resourcePreEvent) this.#begin(resourcePreEvent.metadata, resourcePreEvent.planning === true);
    if (resOutputsEvent) this.#end(resOutputsEvent.metadata);
    if (resOpFailedEvent) {
      const change = changeIn(resOpFailedEvent.metadata);
      if (change) this.listener.failed?.(change);
    }
    if (diagnosticEvent) this.#hear(diagnosticEvent);
  }

  #begin(step: StepEventMetadata, isPlan: boolean): void {
    if (kindOf(step.type)) this.#seen.add(step.urn);
    if (step.op === "refresh") this.#refreshing.add(step.urn);
    const change = changeIn(step);
    if (!change) return;
    if (isPlan) this.#changes.set(change.urn, change);
    this.listener.started?.(change);
  }

  #end(step: StepEventMetadata): void {
    if (this.#refreshing.delete(step.urn) && !this.isRefresh) return;
    const change = changeIn(step);
    if (!change) return;
    this.#changes.set(change.urn, change);
    this.listener.done?.(change);
  }

  #hear({ severity, message, urn, ephemeral }: NonNullable<EngineEvent["diagnosticEvent"]>): void {
    const said = severities[severity];
    const text = message.trim();
    if (said === undefined || text === "") return;
    const name = urn ? nameOf(urn) : "";
    if (said === "error") this.#errors.push(name === "" ? text : `${name}: ${text}`);
    this.listener.said?.(ephemeral ? "progress" : said, text, name);
  }

  outcome(errors: readonly string[]): Outcome {
    return {
      changes: [...this.#changes.values()],
      resources: this.#seen.size,
      errors: [...new Set([...this.#errors, ...errors])],
    };
  }
}
