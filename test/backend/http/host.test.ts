import { X509Certificate } from "node:crypto";
import { CreateApplication, managementVersion, parseHost } from "../../../backend/api";
import { Hosts } from "../../../backend/http/connection/host";
import { selfSigned } from "../../cli/certificate";
import { send, signed } from "./requests";
import { options, Served } from "./served";

const hosts = (...names: readonly string[]) => names.flatMap((name) => parseHost(name) ?? []);

describe("a server is meant by", () => {
  const term = { from: new Date(0), to: new Date(1) };
  const { cert } = selfSigned(["own.example.com", "*.wild.example.com"], ["192.0.2.7"], term);
  const server = new Hosts(
    hosts("listens.internal", "rtc.example.com", "one-port.example.com:8443", "usual.example.com:443"),
    new X509Certificate(cert),
  );
  const asked: readonly [host: string | undefined, ours: boolean, localAddress?: string][] = [
    ["127.0.0.1:9443", true],
    ["localhost", true],
    ["[::1]:80", true],
    ["10.1.2.3:9443", true, "10.1.2.3"],
    ["10.1.2.3:9443", true, "::ffff:10.1.2.3"],
    ["[2001:db8::7]", true, "2001:db8::7"],
    ["10.1.2.4:9443", false, "10.1.2.3"],
    ["listens.internal:1", true],
    ["rtc.example.com", true],
    ["RTC.Example.Com:8443", true],
    ["rtc.example.com.evil.example", false],
    ["one-port.example.com:8443", true],
    ["one-port.example.com:8444", false],
    ["one-port.example.com", false],
    ["usual.example.com", true],
    ["own.example.com:9443", true],
    ["192.0.2.7", true],
    ["relay.wild.example.com", false],
    ["evil.example", false],
    ["127.0.0.1.evil.example", false],
    ["127.0.0.1@evil.example", false],
    ["", false],
    [undefined, false],
  ];
  test.each(asked.map(([host, ours, localAddress]) => ({ host, ours, localAddress })))(
    "$host at $localAddress: $ours",
    ({ host, ours, localAddress }) => {
      expect(server.isOurs({ headers: { host }, socket: { localAddress } })).toBe(ours);
    },
  );
});

describe("through a server", () => {
  let served: Served;
  beforeAll(async () => {
    served = await Served.open();
  });
  afterAll(() => served.close());

  const page = async (path: string, host: string) => {
    const { status, body } = await send(served.url, { method: "GET", path, headers: { host }, body: "" });
    return { status, body };
  };

  test("a relay that a client was pointed at can't use its signatures, before its body is read", async () => {
    const application = await served
      .transport()
      .call(CreateApplication, { Name: "a", Region: "tokyo", Products: ["chat"] }, options());
    const passedOn = signed({
      url: "https://relay.example.com",
      action: "DescribeApplications",
      version: managementVersion,
      key: served.key,
      body: JSON.stringify({ SdkAppIds: [application.SdkAppId], WithSecrets: true }),
      now: served.now,
    });
    const refused = await send(served.url, passedOn);
    expect(refused).toMatchObject({
      code: "AuthFailure.InvalidAuthorization",
      message: expect.stringContaining("start it with --public-host relay.example.com"),
    });
    const known = await served.anotherServer({ publicHosts: hosts("relay.example.com") });
    expect((await send(known.url, passedOn)).body).toContain('"SecretKey":"');
    await known.stop();
  });

  test.each([
    ["/healthz", 200, 200, 200],
    ["/readyz", 200, 200, 200],
    ["/metrics", 200, 200, 421],
    ["/openapi.json", 200, 200, 421],
    ["/console/sign-in", 200, 404, 421],
  ])(
    "%s by this machine's name %i, by an address %i, by a name that leads here %i",
    async (path, ...statuses) => {
      for (const [index, host] of ["localhost", "10.9.8.7:9443", "evil.example"].entries()) {
        expect((await page(path, host)).status).toBe(statuses[index]);
      }
    },
  );

  test("the refusal says what to do, and repeats no text of a stranger that is no host", async () => {
    expect((await page("/metrics", "rtc.example.com:9443")).body).toContain(
      "start it with --public-host rtc.example.com:9443\n",
    );
    expect((await page("/metrics", "<script>")).body).not.toContain("<");
  });
});
