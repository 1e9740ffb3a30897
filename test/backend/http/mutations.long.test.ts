import { Agent } from "node:http";
import * as fc from "fast-check";
import { DescribeTags, managementVersion, tagVersion } from "../../../backend/api";
import { inputs } from "../../depth";
import { send, signed, type Wire } from "./requests";
import { options, Served } from "./served";

jest.setTimeout(300_000);

let served: Served;
/** Ten thousand connections would take longer than all that is tested. */
const agent = new Agent({ keepAlive: true });
beforeAll(async () => {
  served = await Served.open({ RequestsPerSecond: 1_000_000 });
});
afterAll(() => {
  agent.destroy();
  return served.close();
});

const original = (): Wire =>
  signed({
    url: served.url,
    action: "CreateTag",
    version: tagVersion,
    key: served.key,
    body: '{"TagKey":"mutated","TagValue":"1"}',
    now: served.now,
  });

/** Another character at one place, one more, or one less. */
const changeText = (text: string): fc.Arbitrary<string> =>
  fc
    .tuple(
      fc.nat({ max: Math.max(0, text.length - 1) }),
      fc.constantFrom(...'abcdefABCDEF0123456789/=;,-{}": '),
      fc.constantFrom("replace", "insert", "remove"),
    )
    .map(([place, character, how]) => {
      const tail = text.slice(how === "insert" ? place : place + 1);
      return `${text.slice(0, place)}${how === "remove" ? "" : character}${tail}`;
    })
    .filter((changed) => changed !== text);

/** What a header's value may be on the wire, which trims it. */
const sendable = (value: string, before: string) => value.trim() !== "" && value.trim() !== before;

const inHeader = (name: string, request: Wire): fc.Arbitrary<Wire> => {
  const value = request.headers[name] ?? "";
  return changeText(value)
    .filter((changed) => sendable(changed, value))
    .map((changed) => ({ ...request, headers: { ...request.headers, [name]: changed.trim() } }));
};

/** One change anywhere that the signature covers, or in the signature. */
function mutation(): fc.Arbitrary<Wire> {
  const request = original();
  return fc.oneof(
    changeText(request.body).map((body) => ({ ...request, body })),
    inHeader("authorization", request),
    inHeader("x-tc-timestamp", request),
    inHeader("content-type", request),
    inHeader("host", request),
  );
}

/**
 * Whether a request differs in spelling alone, so that it proves the same sender: the server takes a host without its
 * port and values in any case, as clients differ there (`spellings` in authentication).
 */
const isSame = (wire: Wire): boolean => {
  const { headers, body } = original();
  const plain = (host = "") => host.replace(/:\d+$/, "").toLowerCase();
  return (
    body === wire.body &&
    headers.authorization === wire.headers.authorization &&
    headers["x-tc-timestamp"] === wire.headers["x-tc-timestamp"] &&
    headers["content-type"]?.toLowerCase() === wire.headers["content-type"]?.toLowerCase() &&
    plain(headers.host) === plain(wire.headers.host)
  );
};

const mutated = inputs(10_000);

test(`${mutated} mutated requests: none is accepted, none breaks the server`, async () => {
  const codes = new Map<string, number>();
  await fc.assert(
    fc.asyncProperty(mutation(), async (wire) => {
      fc.pre(!isSame(wire));
      const { status, code = "accepted" } = await send(served.url, wire, agent).catch(() => notHttp);
      const outcome = status === 400 ? notHttp.code : code;
      codes.set(outcome, (codes.get(outcome) ?? 0) + 1);
      expect(outcome).toMatch(/^AuthFailure\.|^InvalidRequest$|^not HTTP$/);
    }),
    { numRuns: mutated },
  );
  expect(codes.get("AuthFailure.SignatureFailure")).toBeGreaterThan(mutated / 10);
  expect(codes.get("AuthFailure.InvalidAuthorization")).toBeGreaterThan(mutated / 20);
  expect((await served.transport().call(DescribeTags, {}, options())).TotalCount).toBe(0);
});

/** Node refuses some hosts and lengths before anybody can read them: with a plain 400, or on this side. */
const notHttp = { status: 400, code: "not HTTP" };

test("no request breaks the server, whatever its headers hold", async () => {
  const wild = fc.record({
    action: fc.string({ maxLength: 40 }),
    authorization: fc.string({ maxLength: 300 }),
    timestamp: fc.string({ maxLength: 20 }),
    body: fc.string({ maxLength: 200 }),
  });
  await fc.assert(
    fc.asyncProperty(wild, async ({ action, authorization, timestamp, body }) => {
      const header = (text: string) => text.replace(/[^\x20-\x7e]/g, "?");
      const wire = signed({
        url: served.url,
        action: "DescribeAccount",
        version: managementVersion,
        key: served.key,
        body,
        now: served.now,
      });
      const headers = {
        ...wire.headers,
        ...(action.length % 2 === 0 && { "x-tc-action": header(action) }),
        ...(timestamp.length % 2 === 0 && { "x-tc-timestamp": header(timestamp) }),
        ...(authorization.length % 2 === 0 && { authorization: header(authorization) }),
      };
      const { status, body: answer } = await send(served.url, { ...wire, headers });
      expect(status).toBe(200);
      expect(JSON.parse(answer)).toHaveProperty("Response.RequestId");
    }),
    { numRuns: inputs(500) },
  );
});
