import { setMaxListeners } from "node:events";
import {
  type Action,
  type ApplicationEntry,
  applicationsPerRequest,
  DescribeAccount,
  DescribeApplications,
  type RequestOf,
  type ResponseOf,
} from "../../backend/api";
import { BackendClock } from "./backend-clock";
import { Batch } from "./batch";
import { Calls } from "./calls";
import { BackendUnavailable } from "./errors";
import type { Call, LookUp } from "./look-up";
import { type Awaited, Poller } from "./poller";
import { either, unlessAborted } from "./signals";
import type { Transport } from "./transport";

export type Account = ResponseOf<typeof DescribeAccount>;

interface CallOptions {
  readonly mayCreateBackend?: boolean;
}

/** What the operations of a run share. */
class Run {
  readonly #calls: Calls;
  /** Asks for the whole run, since several operations may wait for the answer. */
  readonly ask: Call = (action, request) => this.call(action, request, this.signal);
  readonly applications = this.#lookUp(false);
  readonly applicationsWithSecrets = this.#lookUp(true);
  readonly poller: Poller;
  readonly clock = new BackendClock();
  account: Promise<Account> | undefined;
  /** When applications were made, which never changes. */
  readonly #createdTimes = new Map<number, Promise<string | undefined>>();

  constructor(
    readonly transport: Transport,
    readonly signal: AbortSignal,
  ) {
    this.#calls = new Calls(transport);
    this.poller = new Poller({
      until: (instant) => this.clock.until(instant),
      everyMs: transport.pollEveryMs,
      look: (sdkAppId) => this.applications.get(sdkAppId),
    });
  }

  #lookUp(WithSecrets: boolean): Batch<number, ApplicationEntry> {
    return new Batch({
      limit: applicationsPerRequest,
      print: String,
      load: async (SdkAppIds: number[]) =>
        (await this.ask(DescribeApplications, { SdkAppIds, WithSecrets })).Entries,
    });
  }

  call<A extends Action>(
    action: A,
    request: RequestOf<A>,
    signal: AbortSignal,
    { mayCreateBackend = false }: CallOptions = {},
  ): Promise<ResponseOf<A>> {
    return this.#calls.send(action, request, { signal, run: this.signal, mayCreateBackend });
  }

  createdTime(sdkAppId: number): Promise<string | undefined> {
    return this.#createdTimes.get(sdkAppId) ?? this.noteTime(sdkAppId, this.applications.get(sdkAppId));
  }

  /** Keeps of a look what never changes, for whoever asks later. */
  noteTime(sdkAppId: number, look: Promise<ApplicationEntry>): Promise<string | undefined> {
    const time = look.then((entry) =>
      entry.Outcome === "Found" ? (entry.Application.CreatedTime ?? undefined) : undefined,
    );
    const forget = () => {
      if (this.#createdTimes.get(sdkAppId) === time) this.#createdTimes.delete(sdkAppId);
    };
    time.then((known) => known === undefined && forget(), forget);
    if (!this.#createdTimes.has(sdkAppId)) this.#createdTimes.set(sdkAppId, time);
    return time;
  }
}

/** The management backend in typed verbs, for a run or for one operation of it. */
export class Client {
  constructor(
    transport: Transport,
    private readonly signal: AbortSignal,
    private readonly run = new Run(transport, signal),
  ) {
    // Every call of a run listens to it, a thousand at once in a large program: Node's warning means nothing here.
    setMaxListeners(0, signal);
  }

  /**
   * A client of the same run for one operation: it waits for nothing any longer than until `operation` aborts. What ends
   * this one doesn't end that one.
   */
  bound(operation: AbortSignal): Client {
    return new Client(this.run.transport, either(this.run.signal, operation), this.run);
  }

  /**
   * Calls one action. An ApiError of the backend comes through as it is. Abortion throws the signal's reason, save
   * that an action which answers with an id or a claim is waited for while it is under way.
   */
  call<A extends Action>(
    action: A,
    request: RequestOf<A>,
    options: CallOptions = {},
  ): Promise<ResponseOf<A>> {
    return this.run.call(action, request, this.signal, options);
  }

  /** The backend's identity, account and settings as of the first question; made anew only if it failed. */
  async account(options: CallOptions = {}): Promise<Account> {
    const joins = this.run.account !== undefined;
    this.run.account ??= this.run
      .call(DescribeAccount, {}, this.run.signal, options)
      .then((account) => {
        this.run.clock.hear(account.ServerTime);
        return account;
      })
      .catch((error: unknown) => {
        this.run.account = undefined;
        throw error;
      });
    try {
      return await this.#unlessAborted(this.run.account);
    } catch (error) {
      const missing = error instanceof BackendUnavailable && error.reason === "missing";
      if (!joins || !options.mayCreateBackend || !missing) throw error;
      // Whoever asked first might not make a backend; this one may.
      return this.account(options);
    }
  }

  /** The account as it is now. */
  accountNow(): Promise<Account> {
    return this.call(DescribeAccount, {});
  }

  /** When an application was made, asked at most once in a run; undefined where it isn't there, or not ours to see. */
  createdTime(sdkAppId: number): Promise<string | undefined> {
    const asked = this.run.createdTime(sdkAppId);
    return this.#unlessAborted(asked);
  }

  /** What the backend says of an application now, its secrets left out. */
  application(sdkAppId: number): Promise<ApplicationEntry> {
    const entry = this.run.applications.get(sdkAppId);
    this.run.noteTime(sdkAppId, entry);
    return this.#unlessAborted(entry);
  }

  /**
   * What the backend says of an application now, with its secrets.
   *
   * @throws BackendUnavailable when the backend can't open them, with what its owner can do.
   */
  async applicationWithSecrets(sdkAppId: number): Promise<ApplicationEntry> {
    const asked = this.run.applicationsWithSecrets.get(sdkAppId);
    this.run.noteTime(sdkAppId, asked);
    const entry = await this.#unlessAborted(asked);
    const fault = entry.Outcome === "Found" ? entry.Application.SecretsFault : undefined;
    if (fault !== undefined) throw new BackendUnavailable(fault, "unusable");
    return entry;
  }

  /** What the backend says now of a thing of some noun, by its key. */
  look<Key, Entry>(lookUp: LookUp<Key, Entry>, key: Key): Promise<Entry> {
    return this.#unlessAborted(lookUp.within(this.run.ask).get(key));
  }

  /** Waits until what the backend says of an application is accepted. */
  until(awaited: Awaited): Promise<ApplicationEntry> {
    return this.run.poller.until(awaited);
  }

  /**
   * Milliseconds until an instant of the backend's clock, whatever this machine's shows; negative once it is past,
   * undefined before the account was asked for.
   */
  millisecondsUntil(instant: string): number | undefined {
    return this.run.clock.until(instant);
  }

  close(): Promise<void> {
    return this.run.transport.close();
  }

  #unlessAborted<T>(work: Promise<T>): Promise<T> {
    return unlessAborted(work, this.signal);
  }
}
