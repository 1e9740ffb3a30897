import { randomUUID } from "node:crypto";
import { type Action, ApiError, type RequestOf, type ResponseOf } from "../../backend/api";
import { createService, type Service, tencentBy } from "../../backend/service";
import {
  BackendError,
  embeddedUin,
  type Location,
  type OpenOptions,
  openStore,
  type Store,
} from "../../backend/store";
import { BackendUnavailable } from "./errors";
import type { CallOptions, Transport, TransportActor } from "./transport";

interface Opened {
  readonly store: Store;
  readonly service: Service;
}

/** How a database becomes a service in this process. */
type Open = (options: OpenOptions) => Promise<Opened>;

const openHere: Open = async (options) => {
  const store = await openStore({ ...options, isPatient: true });
  const { environment = process.env } = options;
  return { store, service: createService(store, { tencent: tencentBy(() => environment) }) };
};

/** On whose behalf, and how it is opened. */
interface By {
  /** The provider's unless told. */
  readonly actor?: TransportActor | undefined;
  /** The embedded account unless told. */
  readonly uin?: string | undefined;
  readonly environment?: NodeJS.ProcessEnv | undefined;
  readonly open?: Open;
}

/** The service itself, in this process, on a database that others may have open too: a SQLite file or a PostgreSQL. */
export class InProcessTransport implements Transport {
  readonly requestsPerSecond = Number.POSITIVE_INFINITY;
  #opening: Promise<Opened> | undefined;

  constructor(
    private readonly location: Location,
    private readonly by: By = {},
  ) {}

  async call<A extends Action>(
    action: A,
    request: RequestOf<A>,
    options: CallOptions,
  ): Promise<ResponseOf<A>> {
    options.signal.throwIfAborted();
    try {
      const { service } = await this.#opened(options.mayCreateBackend && this.#wouldBeMade);
      return await service.call(action, request, {
        uin: this.by.uin ?? embeddedUin,
        actor: { kind: this.by.actor ?? "provider" },
        requestId: randomUUID(),
      });
    } catch (error) {
      if (error instanceof BackendError) throw this.#unavailable(error);
      // Here nobody else keeps a log: what failed is in our own code, and its cause is what helps to mend it.
      if (error instanceof ApiError && error.code === "InternalError") throw error.cause ?? error;
      throw error;
    }
  }

  /** Whether a new database would have the account that is asked for. */
  get #wouldBeMade(): boolean {
    return this.by.uin === undefined || this.by.uin === embeddedUin;
  }

  #unavailable(error: BackendError): BackendUnavailable {
    if (error.kind !== "missing") return new BackendUnavailable(error.message, "unusable", { cause: error });
    const howMade = this.#wouldBeMade
      ? ""
      : ` A new one would not have the account ${this.by.uin}, so none is made: \`tencentrtc account add\` makes it with that account.`;
    return new BackendUnavailable(`${error.message}${howMade}`, "missing", { cause: error });
  }

  async close(): Promise<void> {
    await (await this.#opening?.catch(() => undefined))?.store.close();
    this.#opening = undefined;
  }

  /** Opened at the first call that can; a refusal isn't remembered, since a later call may make the file. */
  async #opened(create: boolean): Promise<Opened> {
    const joins = this.#opening !== undefined;
    this.#opening ??= this.#openWith(create);
    try {
      return await this.#opening;
    } catch (error) {
      const refused = error instanceof BackendError && error.kind === "missing";
      if (!joins || !create || !refused) throw error;
      return this.#opened(create);
    }
  }

  async #openWith(create: boolean): Promise<Opened> {
    try {
      const { environment = process.env, open = openHere } = this.by;
      return await open({ ...this.location, create, environment });
    } catch (error) {
      this.#opening = undefined;
      throw error;
    }
  }
}
