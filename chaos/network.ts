import {
  Agent,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  type Server,
  type ServerResponse,
  request as send,
} from "node:http";
import { actions, isActionName } from "../backend/api";
import type { Delay, NetworkFault } from "./faults";

interface Sent {
  readonly action: string;
  readonly path: string;
  readonly headers: OutgoingHttpHeaders;
  readonly body: Buffer;
}

interface Answer {
  readonly status: number;
  readonly body: Buffer;
}

/** What the network does in one run; nothing wrong where none is given. */
export interface Weather {
  /** Asked for each request as it arrives. */
  next(canBeLate: boolean): NetworkFault | Delay | undefined;
  /** Ends the provider's process. */
  kill(): void;
}

const throttled = JSON.stringify({
  Response: { Error: { Code: "RequestLimitExceeded", Message: "chaos" }, RequestId: "chaos" },
});

/** The way between providers and a server: it loses, doubles and holds up what it should carry. */
export class Network {
  readonly #server: Server;
  readonly #agent = new Agent({ keepAlive: true });
  #held: Sent[] = [];
  weather: Weather | undefined;

  private constructor(
    private readonly target: URL,
    private readonly passes: () => void,
  ) {
    this.#server = createServer((incoming, outgoing) => {
      this.#carry(incoming, outgoing).catch(() => outgoing.destroy());
    });
  }

  /** @param passes told of each request that goes on to the server */
  static async to(target: URL, passes: () => void): Promise<Network> {
    const network = new Network(target, passes);
    await new Promise<void>((resolve) => network.#server.listen(0, "127.0.0.1", resolve));
    return network;
  }

  get url(): URL {
    const address = this.#server.address();
    if (typeof address !== "object" || address === null) throw new Error("the network is closed");
    return new URL(`http://127.0.0.1:${address.port}`);
  }

  get isHolding(): boolean {
    return this.#held.length > 0;
  }

  /** Lets what was held up arrive, in the order in which it was sent; its senders are long gone. */
  async deliver(which: (action: string) => boolean = () => true): Promise<void> {
    const arriving = this.#held.filter(({ action }) => which(action));
    this.#held = this.#held.filter((sent) => !arriving.includes(sent));
    for (const sent of arriving) await this.#pass(sent).catch(() => {});
  }

  /** Forgets what is held up still. */
  forget(): void {
    this.#held = [];
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#agent.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #carry(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const sent = await read(incoming);
    const fault = this.weather?.next(canBeLate(sent));
    switch (fault) {
      case undefined:
        return reply(outgoing, await this.#pass(sent));
      case "request lost":
        return void outgoing.destroy();
      case "reply lost":
        await this.#pass(sent);
        return void outgoing.destroy();
      case "reply cut": {
        const { status, body } = await this.#pass(sent);
        outgoing.writeHead(status, { "content-length": body.length });
        outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
        return;
      }
      case "sent twice": {
        const [first] = await Promise.all([this.#pass(sent), this.#pass(sent)]);
        return reply(outgoing, first);
      }
      case "late":
        this.#held.push(sent);
        return void outgoing.destroy();
      case "late and its run killed":
        this.#held.push(sent);
        this.weather?.kill();
        return void outgoing.destroy();
      case "error page":
        return reply(outgoing, { status: 502, body: Buffer.from("Bad Gateway") });
      case "throttled":
        return reply(outgoing, { status: 200, body: Buffer.from(throttled) });
    }
  }

  #pass({ path, headers, body }: Sent): Promise<Answer> {
    this.passes();
    return new Promise((resolve, reject) => {
      const { hostname: host, port } = this.target;
      const onward = send({ host, port, method: "POST", path, headers, agent: this.#agent }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on("data", (chunk: Buffer) => chunks.push(chunk));
        answer.on("error", reject);
        answer.on("end", () => resolve({ status: answer.statusCode ?? 500, body: Buffer.concat(chunks) }));
      });
      onward.on("error", reject);
      onward.end(body);
    });
  }
}

/** A read has nothing to hold up, and Tencent's own services know no late request (docs/decisions/004). */
function canBeLate({ action }: Sent): boolean {
  const known = isActionName(action) ? actions[action] : undefined;
  return known?.access === "write" && known.service === "rtcapp";
}

async function read(incoming: IncomingMessage): Promise<Sent> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk);
  const { url: path = "/", headers } = incoming;
  return { action: String(headers["x-tc-action"]), path, headers, body: Buffer.concat(chunks) };
}

function reply(outgoing: ServerResponse, { status, body }: Answer): void {
  outgoing.writeHead(status, { "content-type": "application/json", "content-length": body.length });
  outgoing.end(body);
}
