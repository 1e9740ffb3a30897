import type { RequestListener, Server, ServerResponse } from "node:http";
import { Server as ListeningServer } from "node:net";

/** Milliseconds in which a client that is at work hears with its next answer that its connection ends. */
const farewell = 500;
/** Milliseconds between two looks for connections that have gone idle. */
const lookEvery = 50;
/** Milliseconds for running requests to end. */
const patience = 10_000;

/** Lets a server end without breaking off what its clients ask. */
export class GracefulStop {
  #isStopping = false;
  readonly #running = new Set<ServerResponse>();

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** Keeps an eye on what is being answered. */
  around(listener: RequestListener): RequestListener {
    return (incoming, outgoing) => {
      this.#running.add(outgoing);
      outgoing.once("close", () => this.#running.delete(outgoing));
      if (this.#isStopping) outgoing.shouldKeepAlive = false;
      listener(incoming, outgoing);
    };
  }

  /**
   * Takes no more connections. Every answer from now on says `Connection: close`, so that a client asks nothing more on
   * a connection that is about to end; those that stay idle are closed a little later, those that hang are cut.
   */
  async stop(server: Server): Promise<void> {
    this.#isStopping = true;
    for (const outgoing of this.#running) outgoing.shouldKeepAlive = false;
    // Not HTTP's own `close`: that cuts idle connections at once, one with a request on its way to us among them.
    const ended = new Promise<void>((resolve) => {
      ListeningServer.prototype.close.call(server, () => resolve());
    });
    const began = performance.now();
    let looks = 0;
    const looking = setInterval(() => {
      looks += 1;
      if (performance.now() - began >= patience) server.closeAllConnections();
      // By looks: a machine that had no time for this process has read no request meanwhile either.
      else if (looks * lookEvery >= farewell) server.closeIdleConnections();
    }, lookEvery);
    await ended;
    clearInterval(looking);
    // Ends what is left of HTTP's own: the interval that watches for slow clients.
    server.close();
  }
}
