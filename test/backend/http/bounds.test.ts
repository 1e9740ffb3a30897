import { once } from "node:events";
import { type ClientRequest, request as httpRequest } from "node:http";
import { connect, type Socket } from "node:net";
import { managementVersion } from "../../../backend/api";
import type { RunningServer } from "../../../backend/http";
import { send, signed } from "./requests";
import { Served } from "./served";

let served: Served;
let server: RunningServer;
beforeAll(async () => {
  served = await Served.open();
  server = await served.anotherServer({
    bounds: { connections: 20, bytesInFlight: 256 * 1024, headersWithin: 200, requestWithin: 600 },
  });
});
afterAll(async () => {
  await server.stop();
  await served.close();
});

const look = () => {
  const { key, now } = served;
  return signed({
    url: server.url,
    action: "DescribeAccount",
    version: managementVersion,
    key,
    body: "{}",
    now,
  });
};

/** A request of which so many bytes are sent and the end isn't. */
function begun(bytes: number): ClientRequest {
  const { hostname, port } = new URL(server.url);
  const headers = { "content-length": bytes + 1 };
  const request = httpRequest({ hostname, port, method: "POST", headers, agent: false });
  request.on("error", () => {});
  request.write("x".repeat(bytes));
  return request;
}

async function answered(request: ClientRequest): Promise<string> {
  const [response] = await once(request, "response");
  const parts: string[] = [];
  for await (const part of response) parts.push(String(part));
  return parts.join("");
}

function open(): Socket {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on("error", () => {});
  return socket;
}

describe("a server holds no more than its bounds", () => {
  test("of large requests, whoever sends them; small ones go on, and room that is left is used again", async () => {
    const held = [1, 2, 3].map(() => begun(64 * 1024));
    // The first three double what they need, so that no fourth one fits; each is seen before the next begins.
    const refused = await Promise.race([...held, begun(64 * 1024)].map(answered));
    expect(refused).toMatch(/ServiceUnavailable.*are larger than 262144 bytes together/);
    expect((await send(server.url, look())).code).toBeUndefined();
    for (const request of held) request.destroy();
    const large = { ...look(), body: JSON.stringify({ A: "x".repeat(100 * 1024) }) };
    const attempt = async (): Promise<string | undefined> => (await send(server.url, large)).code;
    let code = await attempt();
    for (let tries = 0; code === "ServiceUnavailable" && tries < 100; tries += 1) code = await attempt();
    expect(code).toMatch(/^AuthFailure/);
  });

  test("of connections: one more is closed as it comes", async () => {
    const all = Array.from({ length: 20 }, open);
    await Promise.all(all.map((socket) => once(socket, "connect")));
    const more = open();
    await once(more, "close");
    for (const socket of all) socket.destroy();
  });

  test.each([
    ["says nothing", ""],
    ["never ends its headers", "POST / HTTP/1.1\r\nHost: a\r\n"],
    ["never ends its body", "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc"],
    ["never ends a form", "POST /console/sign-in HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc"],
  ])("of time for a client that %s", async (_, text) => {
    const socket = open();
    await once(socket, "connect");
    socket.write(text);
    socket.resume();
    await once(socket, "close");
  });
});
