import { setTimeout as pause } from "node:timers/promises";
import type { EngineEvent, Stack, StepEventMetadata } from "@pulumi/pulumi/automation";
import { explain, isExpected } from "../../ground/errors";
import { parseSecretChange } from "../../provider/lifecycle/differences";
import { typeFromUrn } from "../../provider/lifecycle/run/declaration";
import { parseNotice } from "../../provider/lifecycle/run/notice";
import type { Made } from "../format/handed-out";
import { type Change, changeIn, kindOf, nameOf, withSecretChanges } from "./change";
import { commandFailure } from "./failure";
import { type Handouts, handoutsOf } from "./handout";
import { lackOfRoom, watchRoom } from "./state-room";
import { endsAlone, goesAlong, type Told, toldBy, toldOfEnd } from "./told";

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
  /** Cancels the run: what has begun is ended, nothing else begins. */
  readonly signal?: AbortSignal;
  /** Applications that are given up: what leaves the state of them, and of what ends with them, stays as it is. */
  readonly released?: ReadonlySet<string>;
}

/** How a run ended. */
export interface Outcome {
  /** What was done, or at a preview what would be. */
  readonly changes: readonly Change[];
  /** Resources of ours that the run looked at. */
  readonly resources: number;
  /** What the applications of an `up` hand out, or at a preview those that are there, without secrets. */
  readonly handouts: Handouts;
  /** What a person must know of it: money, what can't be undone, and whatever else was warned of. */
  readonly told: readonly Told[];
  /** Why it failed; empty where it didn't. */
  readonly errors: readonly string[];
}

type Verb = "preview" | "up" | "previewRefresh" | "destroy";

interface EngineOptions extends RunOptions {
  /** Reads everything first, so that what was changed behind the state's back is seen, and mended. */
  readonly refresh?: boolean;
  /** URNs, or patterns of them: nothing else is touched. */
  readonly target?: string[] | undefined;
  readonly targetDependents?: boolean;
}

/** Runs the engine on a stack. A run that fails has an outcome too: what was done before stays done. */
export async function run(
  stack: Stack,
  verb: Verb,
  { listener = {}, signal, released, target, ...options }: EngineOptions,
): Promise<Outcome> {
  // The SDK drops an empty list, and with it the restriction.
  if (target?.length === 0) throw new Error(`${verb} on no target would be one on everything`);
  const gathering = new Gathering(listener, verb, released);
  // The SDK listens for an abort alone: of one that has been it would learn nothing.
  if (signal?.aborted) return gathering.outcome([cancelled]);
  const room = await roomOf(stack, verb);
  const lack = room && lackOfRoom(room.stateUrl, room.project);
  if (lack !== undefined) return gathering.outcome([`${lack}; nothing was changed`]);
  const onEvent = (event: EngineEvent) => gathering.take(event);
  const restriction = target && { target };
  const cancel = cancellation(signal, gathering);
  const unwatch =
    room &&
    watchRoom(room.stateUrl, room.project, (text) => {
      listener.said?.("warning", `${text}. The run is cancelled`, "");
      cancel.cancel();
    });
  try {
    await stack[verb]({
      ...options,
      ...restriction,
      signal: cancel.signal,
      color: "never",
      suppressOutputs: true,
      onEvent,
    });
    // The engine ends well too where it was told to stop before its first step.
    return gathering.outcome(signal?.aborted ? [cancelled] : []);
  } catch (error) {
    if (signal?.aborted) return gathering.outcome([cancelled]);
    const failure = commandFailure(error, `the engine's ${verb}`, whereOf(stack));
    if (!isExpected(failure)) throw failure;
    // What the engine said of it already needs no second telling.
    return gathering.outcome(gathering.hasErrors ? [] : [explain(failure)]);
  } finally {
    unwatch?.();
    cancel.end();
  }
}

/** Where a run writes states; undefined for one that writes none. */
async function roomOf(
  stack: Stack,
  verb: Verb,
): Promise<{ readonly stateUrl: string; readonly project: string } | undefined> {
  if (verb !== "up" && verb !== "destroy") return undefined;
  const { name } = await stack.workspace.projectSettings();
  return { stateUrl: whereOf(stack).stateUrl, project: name };
}

const whereOf = ({ name, workspace }: Stack) => ({
  stateUrl: workspace.envVars.PULUMI_BACKEND_URL ?? "",
  stack: name,
});

const cancelled = "the run was cancelled. What was done stays done, and the same command goes on from there";

/** How long the engine has to say that it was told already, in milliseconds. */
const patience = 300;

/**
 * Hands a cancellation on to the engine, once: a terminal's ^C reaches the engine too, and at a second one it drops
 * what it is doing.
 */
function cancellation(
  signal: AbortSignal | undefined,
  gathering: Gathering,
): { readonly signal: AbortSignal; cancel(): void; end(): void } {
  const controller = new AbortController();
  const onAbort = async () => {
    await pause(patience);
    if (!gathering.isCancelling) controller.abort();
  };
  signal?.addEventListener("abort", onAbort);
  const cancel = () => controller.abort();
  return { signal: controller.signal, cancel, end: () => signal?.removeEventListener("abort", onAbort) };
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
  readonly #told = new Map<string, Told>();
  readonly #errors: string[] = [];
  /** The secrets that change, by URN. */
  readonly #secrets = new Map<string, ReadonlySet<string>>();
  /** What is there at the end. */
  readonly #made = new Map<string, Made>();

  constructor(
    private readonly listener: Listener,
    private readonly verb: Verb,
    private readonly released: ReadonlySet<string> = new Set(),
  ) {}

  /** Whether the engine has said that it was told to stop. */
  isCancelling = false;

  get hasErrors(): boolean {
    return this.#errors.length > 0;
  }

  take({
    resourcePreEvent,
    resOutputsEvent,
    resOpFailedEvent,
    diagnosticEvent,
    stdoutEvent,
  }: EngineEvent): void {
    if (resourcePreEvent) this.#begin(resourcePreEvent.metadata, resourcePreEvent.planning === true);
    if (resOutputsEvent) this.#end(resOutputsEvent.metadata);
    if (resOpFailedEvent) {
      const change = this.#changeIn(resOpFailedEvent.metadata);
      if (change) this.listener.failed?.(change);
    }
    if (diagnosticEvent) this.#hear(diagnosticEvent);
    if (stdoutEvent && /received; cancelling/.test(stdoutEvent.message)) this.isCancelling = true;
  }

  #changeIn(step: StepEventMetadata): Change | undefined {
    const change = changeIn(step);
    const stays =
      change?.change === "delete" && this.released.has(change.application) && !endsAlone(change.kind);
    return stays ? { ...change, change: "release" } : change;
  }

  #begin(step: StepEventMetadata, isPlan: boolean): void {
    if (kindOf(step.type)) this.#seen.add(step.urn);
    if (step.op === "refresh") this.#refreshing.add(step.urn);
    const change = this.#changeIn(step);
    if (!change) return;
    if (isPlan) this.#changes.set(change.urn, change);
    if (isPlan && change.change === "delete") {
      const { kind, urn } = change;
      const state = step.old?.outputs ?? {};
      for (const one of toldOfEnd({ urn, kind, id: change.id ?? "", state })) this.#tell(urn, one);
    }
    this.listener.started?.(change);
  }

  #end(step: StepEventMetadata): void {
    this.#keep(step);
    if (this.#refreshing.delete(step.urn) && this.verb !== "previewRefresh") return;
    const change = this.#changeIn(step);
    if (!change) return;
    this.#changes.set(change.urn, change);
    // Between the steps that delete the old one and make the new one the engine has one that does nothing.
    if (step.op !== "replace") this.listener.done?.(change);
  }

  #keep({ type, urn, op, new: state }: StepEventMetadata): void {
    const kind = kindOf(type);
    // Of a preview what stays as it is: the rest isn't there.
    if (kind === undefined || !(this.verb === "up" || (this.verb === "preview" && op === "same"))) return;
    if (op.startsWith("delete")) this.#made.delete(urn);
    else if (state) this.#made.set(urn, { kind, name: nameOf(urn), outputs: state.outputs });
  }

  #hear({ severity, message, urn, ephemeral }: NonNullable<EngineEvent["diagnosticEvent"]>): void {
    const said = severities[severity];
    const text = message.trim();
    if (said === undefined || text === "") return;
    const name = urn ? nameOf(urn) : "";
    const secret = ephemeral && urn ? parseSecretChange(text) : undefined;
    if (urn && secret !== undefined) {
      this.#secrets.set(urn, new Set([...(this.#secrets.get(urn) ?? []), secret]));
      return;
    }
    if (said === "error") this.#errors.push(name === "" ? text : `${name}: ${text}`);
    const told =
      said === "warning" && urn && kindOf(typeFromUrn(urn)) !== undefined ? toldBy(urn, text) : undefined;
    if (urn && told) this.#tell(urn, told);
    // Of a preview the report tells it, of anything else it is told as it happens; a destroy was told of beforehand.
    if (this.verb === "preview" && said === "warning" && name !== "") return;
    if (this.verb === "destroy" && said === "warning" && parseNotice(text)) return;
    this.listener.said?.(ephemeral ? "progress" : said, text, name);
  }

  #tell(urn: string, told: Told): void {
    const key = JSON.stringify([urn, told.kind, told.text]);
    const statements = [...new Set([...(this.#told.get(key)?.statements ?? []), ...told.statements])];
    this.#told.set(key, { ...told, statements });
  }

  outcome(errors: readonly string[]): Outcome {
    const changes = [...this.#changes.values()].map((one) =>
      withSecretChanges(one, this.#secrets.get(one.urn)),
    );
    return {
      changes,
      told: [...this.#told.values()].filter((one) => !goesAlong(one, changes)),
      resources: this.#seen.size,
      handouts: handoutsOf([...this.#made.values()]),
      errors: [...new Set([...this.#errors, ...errors])],
    };
  }
}
