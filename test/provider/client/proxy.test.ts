import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { DescribeTags } from "../../../backend/api";
import { routeTo } from "../../../ground/http/proxy";
import { HttpTransport } from "../../../provider/client/http/http";

const credentials = { secretId: "AKIDEXAMPLE", secretKey: "SKEXAMPLE" };
const call = { signal: new AbortController().signal, mayCreateBackend: false };
const limits = { connections: 1, answerWithin: 1_000, connectWithin: 1_000 };
const tags = JSON.stringify({
  Response: { TotalCount: 0, Offset: 0, Limit: 15, Tags: [], RequestId: "r" },
});

const servers: Server[] = [];
const transports: HttpTransport[] = [];
afterEach(async () => {
  await Promise.all(transports.splice(0).map((transport) => transport.close()));
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function listening(server: Server): Promise<number> {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port }: Pick<AddressInfo, "port"> = JSON.parse(JSON.stringify(server.address()));
  return port;
}

const backend = () => listening(createServer((_, answer) => answer.end(tags)));

/** A proxy that finds every name on this machine, and opens no tunnel. It keeps what it was asked for. */
async function proxy(): Promise<{ url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((incoming, outgoing) => {
    asked.push(`${incoming.method} ${incoming.url} ${incoming.headers["proxy-authorization"] ?? ""}`.trim());
    const { port, pathname } = new URL(incoming.url ?? "");
    const { method, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port, path: pathname, method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502);
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  server.on("connect", (incoming, socket) => {
    asked.push(`CONNECT ${incoming.url}`);
    socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
  });
  return { url: `http://127.0.0.1:${await listening(server)}`, asked };
}

const transportTo = (endpoint: string, environment: NodeJS.ProcessEnv) => {
  const transport = new HttpTransport({ endpoint: new URL(endpoint), credentials, retries: 0, environment });
  transports.push(transport);
  return transport;
};

test.each(["http_proxy", "HTTP_PROXY"])("%s takes requests to a server, as its user", async (name) => {
  const [{ url, asked }, port] = await Promise.all([proxy(), backend()]);
  const through = transportTo(`http://rtc.test:${port}`, { [name]: url.replace("//", "//ci:pass%20word@") });
  expect(await through.call(DescribeTags, {}, call)).toMatchObject({ TotalCount: 0 });
  const user = Buffer.from("ci:pass word").toString("base64");
  expect(asked).toEqual([`POST http://rtc.test:${port}/ Basic ${user}`]);
});

test.each(["127.0.0.1", "localhost"])("%s is reached without any, whatever NO_PROXY says", async (host) => {
  const [{ url, asked }, port] = await Promise.all([proxy(), backend()]);
  const direct = transportTo(`http://${host}:${port}`, { http_proxy: url, https_proxy: url, no_proxy: "" });
  expect(await direct.call(DescribeTags, {}, call)).toMatchObject({ TotalCount: 0 });
  expect(asked).toEqual([]);
});

test("a tunnel that the proxy refuses is told with its answer and what to check, and no password", async () => {
  const { url, asked } = await proxy();
  const through = transportTo("https://rtc.test", { https_proxy: url.replace("//", "//ci:secret@") });
  const refused = through.call(DescribeTags, {}, call);
  await expect(refused).rejects.toThrow(
    new RegExp(
      `the endpoint https://rtc.test \\(through the proxy ${url}\\) can't be reached: the proxy opens no tunnel to it \\(.*407.*\\); check HTTPS_PROXY`,
    ),
  );
  await expect(refused).rejects.not.toThrow(/secret/);
  expect(asked).toEqual(["CONNECT rtc.test:443"]);
});

test.each<[string, string, NodeJS.ProcessEnv, string | undefined]>([
  ["https by HTTPS_PROXY", "https://rtc.test", { HTTPS_PROXY: "http://p:3128" }, "http://p:3128"],
  ["https not by HTTP_PROXY", "https://rtc.test", { HTTP_PROXY: "http://p:3128" }, undefined],
  ["a proxy without a scheme", "https://rtc.test", { https_proxy: "p:3128" }, "http://p:3128"],
  [
    "the lower case first",
    "https://rtc.test",
    { https_proxy: "http://a", HTTPS_PROXY: "http://b" },
    "http://a",
  ],
  ["an empty variable", "https://rtc.test", { https_proxy: "" }, undefined],
  ["a loopback address of another form", "https://[::1]:9443", { https_proxy: "http://p" }, undefined],
])("%s", async (_name, endpoint, environment, through) => {
  const route = routeTo(new URL(endpoint), limits, environment);
  expect(route.through).toBe(through);
  await route.dispatcher.close();
});

test.each(["socks5://p:1080", "http://", "http://user:pa ss:word@"])(
  "%s is no proxy, which is told without repeating it",
  (text) => {
    const route = () => routeTo(new URL("https://rtc.test"), limits, { https_proxy: text });
    expect(route).toThrow(/^HTTPS_PROXY names no proxy that can be used: write http:\/\/host:port/);
    expect(route).not.toThrow(/pa ss|1080/);
  },
);

test("NO_PROXY keeps hosts out, with blanks or without", async () => {
  const [{ url, asked }, port] = await Promise.all([proxy(), backend()]);
  for (const no_proxy of ["other.test, rtc.test", "rtc.test", ".test", `rtc.test:${port}`, "*"]) {
    // Nobody knows the name without the proxy: that the look-up fails shows that none was asked.
    const direct = transportTo(`http://rtc.test:${port}`, { http_proxy: url, no_proxy });
    await expect(direct.call(DescribeTags, {}, call)).rejects.toThrow(/ENOTFOUND|EAI_AGAIN/);
  }
  expect(asked).toEqual([]);
});
