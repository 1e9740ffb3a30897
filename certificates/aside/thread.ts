import { Worker } from "node:worker_threads";
import type { ApnsCertificate } from "../apns/certificate";
import type { Reading } from "../failure";
import type { Question } from "./reader";
import { readerFile } from "./reader-file";
import { Turns } from "./turns";

type Answer = Reading<ApnsCertificate>;

interface Job extends Question {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** An owner has as many files waiting as it may. */
export class TooManyWaiting extends Error {
  override readonly name = "TooManyWaiting";
}

/** A thread without work is ended after so many milliseconds: it holds some 20 MB. */
const idleMs = 30_000;

/** One thread that reads one file at a time. It keeps a process alive while it reads, and no longer. */
class Reader {
  #worker: Worker | undefined;
  #current: Job | undefined;
  #idle: NodeJS.Timeout | undefined;
  readonly #turns = new Turns<Job>();

  read(question: Question, owner: string, most: number): Promise<Answer> {
    if (this.#turns.count(owner) >= most) return Promise.reject(new TooManyWaiting(`${most} files wait`));
    return new Promise((resolve, reject) => {
      this.#turns.add(owner, { ...question, resolve, reject });
      this.#advance();
    });
  }

  #advance(): void {
    if (this.#current) return;
    clearTimeout(this.#idle);
    this.#current = this.#turns.next();
    if (!this.#current) {
      this.#worker?.unref();
      this.#idle = setTimeout(() => void this.#worker?.terminate(), idleMs).unref();
      return;
    }
    const { bytes, password } = this.#current;
    this.#worker ??= this.#started();
    this.#worker.ref();
    this.#worker.postMessage({ bytes, password });
  }

  #started(): Worker {
    const worker = new Worker(readerFile());
    worker.on("message", (answer: Answer) => this.#end((job) => job.resolve(answer)));
    worker.on("error", (error: Error) => this.#lost(worker, error));
    worker.on("exit", () => this.#lost(worker, new Error("the thread that reads certificates has ended")));
    return worker;
  }

  #lost(worker: Worker, error: Error): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    if (this.#current) this.#end((job) => job.reject(error));
  }

  #end(tell: (job: Job) => void): void {
    const job = this.#current;
    this.#current = undefined;
    if (job) tell(job);
    this.#advance();
  }
}

const reader = new Reader();

/** @throws TooManyWaiting where the owner has `most` files waiting already. */
export const readInThread = (question: Question, owner: string, most: number): Promise<Answer> =>
  reader.read(question, owner, most);
