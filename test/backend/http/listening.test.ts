import { createServer } from "node:http";
import { networkInterfaces } from "node:os";
import { listen } from "../../../backend/http/connection/listening";

const hasIPv6 = Object.values(networkInterfaces()).some((addresses) =>
  addresses?.some(({ address }) => address === "::1"),
);
const make = () => createServer((_, answer) => answer.end("here"));

test.each(["localhost", "LOCALHOST"])(
  "%s with a free port is both loopback addresses on one",
  async (host) => {
    const { servers, port } = await listen(make, { host, port: 0 });
    for (const address of hasIPv6 ? ["127.0.0.1", "[::1]"] : ["127.0.0.1"]) {
      expect(await (await fetch(`http://${address}:${port}`)).text()).toBe("here");
    }
    expect(servers).toHaveLength(hasIPv6 ? 2 : 1);
    for (const server of servers) server.close();
  },
);

test("a port that is taken on one of the two is taken", async () => {
  const taken = await listen(make, { host: hasIPv6 ? "::1" : "127.0.0.1", port: 0 });
  await expect(listen(make, { host: "localhost", port: taken.port })).rejects.toMatchObject({
    code: "EADDRINUSE",
  });
  // What had begun to listen was let go of.
  const free = await listen(make, { host: hasIPv6 ? "127.0.0.1" : "::1", port: taken.port }).catch(
    () => undefined,
  );
  if (hasIPv6) expect(free?.port).toBe(taken.port);
  for (const server of [...taken.servers, ...(free?.servers ?? [])]) server.close();
});

test("another host is one address", async () => {
  const { servers } = await listen(make, { host: "127.0.0.1", port: 0 });
  expect(servers).toHaveLength(1);
  for (const server of servers) server.close();
});
