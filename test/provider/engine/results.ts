import type { Bag } from "../../../ground/bag";
import type { KindName } from "./declarations";
import type { Call } from "./line";
import type { Message } from "./recorder";

/** What the engine keeps of a resource between runs. */
export interface Resource {
  readonly kind: KindName;
  readonly name: string;
  readonly id: string;
  readonly inputs: Bag;
  readonly outputs: Bag;
  readonly dependencies: readonly string[];
  readonly initErrors: readonly string[];
}

export type Op = "same" | "create" | "update" | "replace" | "delete" | "read" | "drop";

export interface CheckFailed {
  readonly resource: string;
  readonly property: string;
  readonly reason: string;
}

/** How a run went. */
export interface Result {
  /** What was done, or at a preview what would be, by resource. */
  readonly ops: Readonly<Record<string, Op>>;
  /** Inputs that changed, by resource: those for which an update or a refresh shows a difference. */
  readonly changed: Readonly<Record<string, readonly string[]>>;
  readonly failures: readonly CheckFailed[];
  /** What went wrong, by resource, in the words that a person reads. */
  readonly errors: Readonly<Record<string, string>>;
  /** Both of them, as lines: none means that the run succeeded. */
  readonly faults: readonly string[];
  readonly messages: readonly Message[];
  readonly calls: readonly Call[];
  /** Names of the actions that changed the backend, in their order. */
  readonly writes: readonly string[];
  /** Whether the provider's process was killed in the middle. */
  readonly killed: boolean;
}

/** Collects a result while the run goes on. */
export class Outcome {
  readonly ops: Record<string, Op> = {};
  readonly changed: Record<string, readonly string[]> = {};
  readonly failures: CheckFailed[] = [];
  readonly errors: Record<string, string> = {};

  get faults(): string[] {
    return [
      ...this.failures.map(({ resource, property, reason }) => `${resource}: ${property} ${reason}`),
      ...Object.entries(this.errors).map(([resource, message]) => `${resource}: ${message}`),
    ];
  }
}
