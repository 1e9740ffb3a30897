import type { Change, Listener } from "../../apps/engine";
import { harmless, note } from "../terminal/screen";

const doing = {
  create: "creating",
  adopt: "adopting",
  update: "updating",
  replace: "replacing",
  delete: "deleting",
  release: "releasing",
} as const;
const did = {
  create: "created",
  adopt: "adopted",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  release: "released",
} as const;

/** A run that waits says so after as many milliseconds without a line: a CI may take silence for a hang. */
const longestSilence = 30_000;

/**
 * Tells on standard error what a run does: on a terminal a line that stands for what is going on, above it what is
 * done; elsewhere one plain line for each thing that is done, and now and then one for what is waited for.
 */
export class Progress implements Listener {
  readonly #running = new Map<string, string>();
  #done = 0;
  #lastLine = performance.now();

  /**
   * @param isTold whether what is done is said; a preview does nothing
   * @param isLive whether there is a terminal
   */
  constructor(
    private readonly isTold: boolean,
    private readonly isLive = process.stderr.isTTY === true,
  ) {}

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
    if (this.isLive) process.stderr.write("\r\x1b[K");
  }

  #line(text: string): void {
    this.end();
    note(text);
    this.#lastLine = performance.now();
  }

  #show(): void {
    const [first] = this.#running;
    const what = first ? `: ${first[0]} (${first[1]})` : "";
    const line = harmless(`${this.#done} done, ${this.#running.size} running${what}`);
    if (this.isLive) process.stderr.write(`\r\x1b[K${line.slice(0, (process.stderr.columns ?? 80) - 1)}`);
    else if (this.isTold && first && performance.now() - this.#lastLine >= longestSilence) this.#line(line);
  }
}
