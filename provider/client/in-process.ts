import { randomUUID } from "node:crypto";
import { type Action, ApiError, type RequestOf, type ResponseOf } from "../../backend/api";
import { createService, type Service } from "../../backend/service";
import { BackendError, embeddedUin, type Location, openStore, type Store } from "../../backend/store";
import { BackendUnavailable } from "./errors";
import type { CallOptions, Transport, TransportActor } from "./transport";

interface Opened {
  readonly store: Store;
  readonly service: Service;
}

/** The service itself, in this process, on a database that others may have open too: a SQLite file or a PostgreSQL. */
export class InProcessTransport implements Transport {
  readonly requestsPerSecond = Number.POSITIVE_INFINITY;
  #open: Promise<Opened> | undefined;

  constructor(
    private readonly location: Location,
    private readonly actor: TransportActor = "provider",
    private readonly uin: string = embeddedUin,
    private readonly environment: NodeJS.ProcessEnv = process.env,
  ) {}

  async call<A extends Action>(
    action: A,
    request: RequestOf<A>,
    options: CallOptions,
  ): Promise<ResponseOf<A>> {
    options.signal.throwIfAborted();
    try {
      const { service } = await this.#opened(options.mayCreateBackend);
      return await service.call(action, request, {
        uin: this.uin,
        actor: { kind: this.actor },
        requestId: randomUUID(),
      });
    } catch (error) {
      if (error instanceof BackendError) throw asUnavailable(error);
      // Here nobody else keeps a log: what failed is in our own code, and its cause is what helps to mend it.
      if (error instanceof ApiError && error.code === "InternalError") throw error.cause ?? error;
      throw error;
    }
  }

  async close(): Promise<void> {
    await (await this.#open?.catch(() => undefined))?.store.close();
    this.#open = undefined;
  }

  /** Opened at the first call that can; a refusal isn't remembered, since a later call may make the file. */
  async #opened(create: boolean): Promise<Opened> {
    const joins = this.#open !== undefined;
    this.#open ??= this.#openWith(create);
    try {
      return await this.#open;
    } catch (error) {
      const refused = error instanceof BackendError && error.kind === "missing";
      if (!joins || !create || !refused) throw error;
      return this.#opened(create);
    }
  }

  async #openWith(create: boolean): Promise<Opened> {
    try {
      const store = await openStore({ ...this.location, create, environment: this.environment });
      return { store, service: createService(store) };
    } catch (error) {
      this.#open = undefined;
      throw error;
    }
  }
}

const asUnavailable = (error: BackendError): BackendUnavailable =>
  new BackendUnavailable(error.message, error.kind === "missing" ? "missing" : "unusable", { cause: error });
