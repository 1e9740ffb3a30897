import type { Change, Listener } from "../apps/engine";
import { harmless, note } from "./screen";

const doing = {
  create: "creating",
  update: "updating",
  replace: "replacing",
  delete: "deleting",
  release: "releasing",
} as const;
const did = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  release: "released",
} as const;

/**
 * Tells on standard error what a run does: on a terminal a line that stands for what is going on, above it what is
 * done; elsewhere one plain line for each thing that is done.
 */
export class Progress implements Listener {
  readonly #running = new Map<string, string>();
  readonly #isLive = process.stderr.isTTY === true;
  #done = 0;

  /** @param isTold whether what is done is said; a preview does nothing. */
  constructor(private readonly isTold: boolean) {}

  started(change: Change): void {
    this.#running.set(change.name, doing[change.change]);
    this.#show();
  }

  done(change: Change): void {
    this.#running.delete(change.name);
    this.#done += 1;
    if (this.isTold) this.#line(`${change.kind} ${change.name} ${did[change.change]}`);
    this.#show();
  }

  failed(change: Change): void {
    this.#running.delete(change.name);
    this.#line(`${change.kind} ${change.name} failed`);
  }

  said(severity: "info" | "warning" | "error" | "progress", text: string, name: string): void {
    if (severity === "progress") {
      if (this.#running.has(name)) this.#running.set(name, text);
      this.#show();
    }
    // Errors stand in the outcome, where all of them are told together.
    else if (severity !== "error")
      this.#line(`${severity === "warning" ? "warning: " : ""}${name && `${name}: `}${text}`);
  }

  /** Takes the line of the moment away. */
  end(): void {
    if (this.#isLive) process.stderr.write("\r\x1b[K");
  }

  #line(text: string): void {
    this.end();
    note(harmless(text));
  }

  #show(): void {
    if (!this.#isLive) return;
    const [first] = this.#running;
    const what = first ? `: ${first[0]} (${first[1]})` : "";
    const line = `${this.#done} done, ${this.#running.size} running${what}`;
    process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
  }
}
