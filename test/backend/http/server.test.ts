import { Agent } from "node:http";
import { Client } from "undici";
import {
  CreateApplication,
  DescribeAccount,
  DescribeApplications,
  DescribeTags,
  ListApplications,
  ModifyFaults,
  managementVersion,
  tagVersion,
} from "../../../backend/api";
import { send, signed } from "./requests";
import { options, Served } from "./served";

let served: Served;
beforeAll(async () => {
  served = await Served.open();
});
afterAll(() => served.close());

describe("beside the actions a server", () => {
  const get = async (path: string) => {
    const answer = await fetch(`${served.url}${path}`);
    return { status: answer.status, text: await answer.text() };
  };

  test("says that it is well and ready", async () => {
    expect(await get("/healthz")).toEqual({ status: 200, text: "ok" });
    expect(await get("/readyz")).toEqual({ status: 200, text: "ready" });
  });

  test("counts what it answers, under names that strangers can't multiply", async () => {
    await served.transport().call(DescribeAccount, {}, options());
    const strange = { version: managementVersion, key: served.key, body: "{}", now: served.now };
    await send(served.url, signed({ url: served.url, action: "Made-up", ...strange }));
    const { text } = await get("/metrics");
    expect(text).toMatch(/tencentrtc_requests_total\{action="DescribeAccount",code="OK"\} \d+/);
    expect(text).toMatch(/tencentrtc_requests_total\{action="none",code="InvalidAction"\} \d+/);
    expect(text).not.toContain("Made-up");
  });

  test("gives its contract", async () => {
    const { paths } = JSON.parse((await get("/openapi.json")).text);
    expect(Object.keys(paths)).toContain("/#X-TC-Action=CreateApplication");
  });

  test("logs each request with its RequestId, and no secret", async () => {
    const id = (
      await served
        .transport()
        .call(CreateApplication, { Name: "logged", Region: "tokyo", Products: ["chat"] }, options())
    ).SdkAppId;
    const logged = () => JSON.parse(served.logged.at(-1) ?? "");
    const last = logged();
    expect(last).toMatchObject({ action: "CreateApplication", uin: served.key.uin, code: "OK" });
    expect(last.requestId).toMatch(/^[0-9a-f-]{36}$/);
    const { Applications } = await served
      .transport()
      .call(ListApplications, { WithSecrets: true }, options());
    expect(logged()).toMatchObject({ action: "ListApplications", secretsOf: expect.arrayContaining([id]) });
    const secrets = [served.key.secretKey, ...Applications.flatMap(({ SecretKey }) => SecretKey ?? [])];
    expect(Applications.some(({ SdkAppId }) => SdkAppId === id)).toBe(true);
    for (const secret of secrets) expect(served.logged.join("")).not.toContain(secret);
  });
});

test("a secret that doesn't open is a RequestId to its reader, and a place to the operator", async () => {
  const { SdkAppId } = await served
    .transport()
    .call(CreateApplication, { Name: "broken", Region: "tokyo", Products: ["chat"] }, options());
  await served.store.write((db) =>
    db.updateTable("applications").set({ secret_key: "v1.x" }).where("sdk_app_id", "=", SdkAppId).execute(),
  );
  const asked = { SdkAppIds: [SdkAppId], WithSecrets: true };
  const { Entries } = await served.transport().call(DescribeApplications, asked, options());
  const [entry] = Entries;
  const fault = entry?.Outcome === "Found" ? entry.Application.SecretsFault : undefined;
  const { requestId, unopened, level } = JSON.parse(served.logged.at(-1) ?? "");
  expect(fault).toMatch(/can't open the secrets .* \(RequestId [0-9a-f-]{36}\)$/);
  expect(fault).toContain(requestId);
  expect(fault).not.toMatch(/secret_key|applications\.|[/\\]/);
  expect({ unopened, level }).toEqual({
    unopened: [expect.stringContaining(`applications.secret_key of ${SdkAppId}`)],
    level: 50,
  });
});

test("a server that stops finishes what runs", async () => {
  const own = await Served.open();
  await own.admin(ModifyFaults, { Faults: [{ Kind: "latency", Milliseconds: 300, Action: "DescribeTags" }] });
  const running = own.transport().call(DescribeTags, {}, options());
  await own.running();
  const { url } = own;
  const stopped = own.server.stop();
  expect(await running).toMatchObject({ TotalCount: 0 });
  await stopped;
  await expect(fetch(`${url}/healthz`)).rejects.toThrow();
  await own.close();
});

test("a server that stops ends nobody's connection unheard, however busy its clients are", async () => {
  const own = await Served.open();
  const busy = new Set<number>();
  const ends = Array.from({ length: 100 }, async (_, number) => {
    const client = new Client(own.url);
    try {
      for (let asked = 0; ; asked += 1) {
        if (asked === 3) busy.add(number);
        const answer = await client.request({ method: "GET", path: "/healthz" });
        expect(await answer.body.text()).toBe("ok");
      }
    } catch (error) {
      // Of another realm, hence no `Error` of this one.
      return typeof error === "object" && error !== null && "code" in error ? error.code : error;
    } finally {
      await client.close();
    }
  });
  while (busy.size < ends.length) await new Promise((resolve) => setImmediate(resolve));
  await own.server.stop();
  expect(new Set(await Promise.all(ends))).toEqual(new Set(["ECONNREFUSED"]));
  await own.close();
});

test("a server that stops announces it to who waits for an answer, and to who asks meanwhile", async () => {
  const own = await Served.open();
  await own.admin(ModifyFaults, { Faults: [{ Kind: "latency", Milliseconds: 300, Action: "DescribeTags" }] });
  const agent = new Agent({ keepAlive: true });
  const wire = (action: string, version: string, service: string) =>
    signed({ url: own.url, action, version, service, key: own.key, body: "{}", now: own.now });
  const idle = new Agent({ keepAlive: true });
  const look = wire("DescribeAccount", managementVersion, "rtcapp");
  expect((await send(own.url, look, idle)).headers.connection).toBe("keep-alive");
  const running = send(own.url, wire("DescribeTags", tagVersion, "tag"), agent);
  await own.running();
  const stopped = own.server.stop();
  expect((await send(own.url, look, idle)).headers.connection).toBe("close");
  expect((await running).headers.connection).toBe("close");
  await stopped;
  await own.close();
});
