import { once } from "node:events";
import { setImmediate as nextTurn } from "node:timers/promises";
import { Worker } from "node:worker_threads";
import type { Action, RequestOf, ResponseOf } from "../api";
import type { CallContext, Service } from "../service";
import { BackendError } from "../store";
import { gathered } from "./gathered";
import { type Answer, end, errorOf, type Question, type Start, type Started } from "./messages";
import { serviceFile } from "./service-file";

interface Waiting {
  readonly witness: CallContext["witness"];
  readonly resolve: (text: string) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The management backend in a thread of its own: while it works on a database, or waits for a disk, a server goes on
 * to read requests, verify signatures and send answers.
 */
export class ServiceThread implements Service {
  /** Resolves where the thread ends by itself, which is a mistake of ours; then nothing is answered any more. */
  readonly lost: Promise<Error>;
  readonly #worker: Worker;
  readonly #ask: (question: Question) => void;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #failure: Error | undefined;

  private constructor(worker: Worker) {
    this.#worker = worker;
    this.#ask = gathered((questions) => worker.postMessage(questions));
    worker.on("message", (answers: readonly Answer[]) =>
      answers.forEach((answer) => void this.#hear(answer)),
    );
    this.lost = new Promise((resolve) => {
      const lose = (error: Error) => {
        this.#failure ??= error;
        for (const { reject } of this.#waiting.values()) reject(this.#failure);
        this.#waiting.clear();
        resolve(this.#failure);
      };
      worker.on("error", lose);
      worker.on("exit", (code) => lose(new Error(`the service's thread has ended with ${code}`)));
    });
  }

  /**
   * Opens the database in a new thread.
   *
   * @throws BackendError when it can't be used.
   */
  static async start(options: Start): Promise<ServiceThread> {
    const worker = new Worker(serviceFile(), { workerData: options });
    const { failure } = await new Promise<Started>((resolve, reject) => {
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    if (failure) {
      await worker.terminate();
      throw errorOf(failure);
    }
    return new ServiceThread(worker);
  }

  text(action: string, request: unknown, { witness, ...context }: CallContext): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#failure) return reject(this.#failure);
      this.#asked += 1;
      this.#waiting.set(this.#asked, { witness, resolve, reject });
      this.#ask({ id: this.#asked, action, request, context });
    });
  }

  async answer(action: string, request: unknown, context: CallContext): Promise<unknown> {
    return JSON.parse(await this.text(action, request, context));
  }

  call<A extends Action>(action: A, request: RequestOf<A>, context: CallContext): Promise<ResponseOf<A>>;
  call(action: Action, request: unknown, context: CallContext): Promise<unknown> {
    return this.answer(action.name, request, context);
  }

  /** Answers what was asked, closes the database and ends the thread. */
  async close(): Promise<void> {
    if (this.#failure) return;
    const ended = once(this.#worker, "exit");
    // What was asked last is sent in this turn.
    await nextTurn();
    this.#worker.postMessage(end);
    await ended;
  }

  #hear(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (!waiting) return;
    this.#waiting.delete(answer.id);
    const { witness, resolve, reject } = waiting;
    if (answer.secretsOf.length > 0) witness?.secretsRead(answer.secretsOf);
    for (const parts of answer.unopened) witness?.unopened(new BackendError(parts));
    if ("text" in answer) resolve(answer.text);
    else reject(errorOf(answer.failure));
  }
}
