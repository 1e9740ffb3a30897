import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { ApiError } from "../api";
import { readBody } from "./body";
import { type Hosts, notOurs } from "./connection/host";
import type { Hold, InFlight } from "./connection/in-flight";
import type { Incoming } from "./incoming";
import type { Reply } from "./pipeline";

/** Where actions are asked for; what stands behind a "?" is signed, and says nothing. */
export const isForActions = (url: string | undefined): boolean =>
  url === "/" || url?.startsWith("/?") === true;

/** Takes requests for actions as they come from Node: this is the way that has to be short. */
export const actionListener =
  (
    answer: (incoming: Incoming | ApiError) => Promise<Reply>,
    hosts: Hosts,
    requestLimit: number,
    inFlight: InFlight,
  ): RequestListener =>
  async (incoming, outgoing) => {
    const held = inFlight.hold();
    try {
      const reply = await answer(
        hosts.isOurs(incoming)
          ? await incomingOf(incoming, requestLimit, held)
          : new ApiError("AuthFailure.InvalidAuthorization", notOurs(incoming)),
      );
      // What is left of a request that was too large is not waited for.
      if (!incoming.complete) outgoing.setHeader("connection", "close");
      send(reply, outgoing);
    } finally {
      held.end();
    }
  };

function send({ status, body }: Reply, outgoing: ServerResponse): void {
  if (body === undefined) {
    outgoing.destroy();
    return;
  }
  outgoing.writeHead(status, {
    "content-type": "application/json",
    "content-length": Buffer.byteLength(body),
  });
  outgoing.end(body);
}

async function incomingOf(
  incoming: IncomingMessage,
  limit: number,
  held: Hold,
): Promise<Incoming | ApiError> {
  const { method = "", url = "/", headers } = incoming;
  // As it was sent: a signature covers the very text.
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  try {
    const body = await readBody(incoming, limit, held);
    return {
      method,
      path,
      query,
      body,
      header: (name) => (Object.hasOwn(headers, name) ? single(headers[name]) : undefined),
    };
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

/** Node joins what a client repeats; a few names come as a list. */
const single = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(", ") : value;
