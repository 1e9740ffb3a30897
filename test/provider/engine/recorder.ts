import type { Declaration, Voice } from "../../../provider/lifecycle/run/reporter";

export interface Message {
  readonly level: "info" | "warn" | "progress";
  /** Name of the resource that it is about. */
  readonly resource: string | undefined;
  readonly text: string;
}

/** Keeps what a person would have read. */
export class Recorder implements Voice {
  readonly messages: Message[] = [];
  /** Enough for what a run starts at once, over the plugin's protocol too. */
  readonly quietMs = 20;

  info(about: Declaration | undefined, text: string): void {
    this.#keep("info", about, text);
  }

  warn(about: Declaration | undefined, text: string): void {
    this.#keep("warn", about, text);
  }

  progress(about: Declaration | undefined, text: string): void {
    this.#keep("progress", about, text);
  }

  heard(): Promise<void> {
    return Promise.resolve();
  }

  #keep(level: Message["level"], about: Declaration | undefined, text: string): void {
    this.messages.push({ level, resource: about?.urn.split("::").at(-1), text });
  }
}
