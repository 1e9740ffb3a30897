import { ModifySettings } from "../../../backend/api";
import { removeAccessKey } from "../../../backend/service";
import { send } from "../http/requests";
import { Served } from "../http/served";
import { formOf, textOf, Visitor } from "./visitor";

let served: Served;
beforeAll(async () => {
  served = await Served.open();
});
afterAll(() => served.close());

async function signedIn(key = served.key): Promise<Visitor> {
  const visitor = new Visitor(served.url);
  await visitor.signIn(key);
  return visitor;
}

const printKey = ({ secretId, secretKey }: { secretId: string; secretKey: string }): string =>
  new URLSearchParams({ SecretId: secretId, SecretKey: secretKey }).toString();

describe("without a session", () => {
  test.each([
    "",
    "/",
    "/applications",
    "/certificates",
    "/applications/new",
    "/applications/2000000000",
    "/nowhere",
  ])("%j leads to the sign-in", async (path) => {
    expect(await new Visitor(served.url).get(path)).toMatchObject({ status: 303, location: "/sign-in" });
  });

  test("a form leads there, too, and does nothing", async () => {
    const sent = await new Visitor(served.url).post("/applications/new", { Name: "shop" });
    expect(sent).toMatchObject({ status: 303, location: "/sign-in" });
  });

  test("the sign-in says what these pages are", async () => {
    const page = textOf((await new Visitor(served.url).get("/sign-in")).html);
    expect(page).toContain("Simulated backend.");
    expect(page).toContain("never enter a key pair of Tencent Cloud here");
  });

  test.each(["PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"])(
    "%s is no method of a page",
    async (method) => {
      for (const path of ["/console", "/console/applications", "/console/nowhere", "/healthz"]) {
        const answer = await send(served.url, { method, path, headers: { origin: served.url }, body: "" });
        expect(answer).toMatchObject({ status: 405, body: `${method} isn't offered here\n` });
        expect(answer.headers.allow).toBe(path === "/healthz" ? "GET, HEAD" : "GET, HEAD, POST");
      }
    },
  );

  test("the API is where it was", async () => {
    expect((await fetch(`${served.url}/healthz`)).status).toBe(200);
    expect((await fetch(`${served.url}/consoles`)).status).toBe(404);
  });
});

describe("signing in", () => {
  test("with a key pair opens a session that scripts and other sites don't see", async () => {
    const visitor = new Visitor(served.url);
    const entered = await visitor.signIn(served.key);
    expect(entered).toMatchObject({ status: 303, location: "" });
    const [cookie = ""] = entered.headers.getSetCookie();
    for (const part of ["HttpOnly", "SameSite=Strict", "Path=/console", "Max-Age=28800"]) {
      expect(cookie).toContain(part);
    }
    expect(cookie).not.toContain("Secure");
    expect(textOf((await visitor.get("/applications")).html)).toContain(`account ${served.key.uin}`);
  });

  test.each<[string, () => { secretId: string; secretKey: string }]>([
    ["another's SecretKey", () => ({ ...served.key, secretKey: "x".repeat(32) })],
    ["an unknown SecretId", () => ({ ...served.key, secretId: "AKIDnobody" })],
    ["a SecretId that no database takes", () => ({ ...served.key, secretId: "AKID\0nobody" })],
    ["nothing", () => ({ secretId: "", secretKey: "" })],
  ])("with %s is refused in the same words", async (_, key) => {
    const visitor = new Visitor(served.url);
    const { status, html } = await visitor.signIn(key());
    expect(status).toBe(403);
    expect(textOf(html)).toContain("there is no such key pair here");
    expect(visitor.cookie).toBe("");
  });

  test("keeps the SecretId that was typed and never the SecretKey", async () => {
    const { html } = await new Visitor(served.url).signIn({
      secretId: "AKIDtyped",
      secretKey: "typed-secret",
    });
    expect(formOf(html)).toMatchObject({ SecretId: "AKIDtyped", SecretKey: "" });
    expect(html).not.toContain("typed-secret");
  });

  test("from another site is refused", async () => {
    const visitor = new Visitor(served.url);
    const key = { SecretId: served.key.secretId, SecretKey: served.key.secretKey };
    const sent = await visitor.post("/sign-in", key, { origin: "https://evil.example" });
    expect(sent.status).toBe(403);
    expect(visitor.cookie).toBe("");
  });

  test("again gives another session and ends the one before", async () => {
    const visitor = await signedIn();
    const before = visitor.twin();
    await visitor.signIn(served.key);
    expect(visitor.cookie).not.toBe(before.cookie);
    expect((await before.get("/applications")).status).toBe(303);
    expect((await visitor.get("/applications")).status).toBe(200);
  });

  test("fails ten times a minute at most, then not even the right key pair is tried", async () => {
    served.elapsed += 60_000;
    const visitor = new Visitor(served.url);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      expect((await visitor.signIn({ ...served.key, secretKey: "wrong" })).status).toBe(403);
    }
    const limited = await visitor.signIn(served.key);
    expect(limited.status).toBe(429);
    expect(textOf(limited.html)).toContain("try again in 60 seconds");
    const colleague = await served.addKey("read");
    expect((await visitor.signIn(colleague)).status).toBe(303);
    served.elapsed += 60_000;
    expect((await visitor.signIn(served.key)).status).toBe(303);
  });

  test("takes a form of 4 KB at most, which costs next to nothing", async () => {
    const visitor = new Visitor(served.url);
    const origin = { origin: served.url, "content-type": "application/x-www-form-urlencoded" };
    for (const [bytes, status] of [
      [4_096, 403],
      [4_098, 413],
    ] as const) {
      const body = "a&".repeat(bytes / 2);
      expect((await visitor.send("/sign-in", { method: "POST", headers: origin, body })).status).toBe(status);
    }
  });

  test.each<[string, () => string, number]>([
    ["with the right key pair", () => printKey(served.key), 303],
    ["with a wrong one", () => printKey({ secretId: "AKIDnobody", secretKey: "x" }), 403],
    ["with nothing", () => "", 403],
    ["that is too large", () => "a&".repeat(2_049), 413],
  ])("takes a form in chunks, as a proxy may pass it on, %s", async (_, text, status) => {
    const chunks = new Blob([text()]).stream();
    const headers = { origin: served.url, "content-type": "application/x-www-form-urlencoded" };
    const sent = await new Visitor(served.url).send("/sign-in", {
      method: "POST",
      headers,
      body: chunks,
      duplex: "half",
    });
    expect(sent.status).toBe(status);
  });

  test("more than twenty times ends the oldest session of that key pair, and nobody else's", async () => {
    const other = await signedIn(await served.addKey("read"));
    const first = await signedIn();
    for (let more = 0; more < 20; more += 1) await signedIn();
    expect((await first.get("/applications")).status).toBe(303);
    expect((await other.get("/applications")).status).toBe(200);
  });
});

describe("a session", () => {
  test.each([
    ["however much it was used", 0],
    ["also where the server's clock is set back by a day", -86_400_000],
    ["and no sooner where it is set on by a day", 86_400_000],
  ])("ends after eight hours, %s", async (_, set) => {
    const visitor = await signedIn();
    served.now += set;
    served.elapsed += 8 * 3_600_000 - 1;
    expect((await visitor.get("/applications")).status).toBe(200);
    served.elapsed += 1;
    expect(await visitor.get("/applications")).toMatchObject({ status: 303, location: "/sign-in" });
    served.now -= set;
  });

  test("ends by signing out, for whoever has a copy of its cookie as well", async () => {
    const visitor = await signedIn();
    const copy = visitor.twin();
    const { FormToken = "" } = formOf((await visitor.get("/certificates")).html);
    expect(await visitor.post("/sign-out", { FormToken })).toMatchObject({ location: "/sign-in" });
    expect((await copy.get("/applications")).status).toBe(303);
  });

  test("ends with its key pair", async () => {
    const key = await served.addKey("write");
    const visitor = await signedIn(key);
    expect((await visitor.get("/applications")).status).toBe(200);
    await removeAccessKey(served.store, key.secretId, Date.now());
    // A server knows a key pair for a second; an operator's action ends that.
    await served.admin(ModifySettings, {});
    expect((await visitor.get("/applications")).status).toBe(303);
  });

  test("of a guessed id isn't one", async () => {
    const visitor = await signedIn();
    const [name = ""] = visitor.cookie.split("=");
    const answer = await visitor.send("/applications", { headers: { cookie: `${name}=${"A".repeat(43)}` } });
    expect(answer.status).toBe(303);
  });

  test("is of the server that opened it", async () => {
    const other = await served.anotherServer();
    try {
      const visitor = await signedIn();
      const [, id = ""] = visitor.cookie.split("=");
      const port = new URL(other.url).port;
      const answer = await new Visitor(other.url).send("/applications", {
        headers: { cookie: `tencentrtc-console-${port}=${id}` },
      });
      expect(answer.status).toBe(303);
    } finally {
      await other.stop();
    }
  });
});

describe("a server that other machines reach", () => {
  const everywhere = { address: { host: "0.0.0.0", port: 0 } };
  const near = (url: string) => url.replace("0.0.0.0", "127.0.0.1");
  const key = () => ({ SecretId: served.key.secretId, SecretKey: served.key.secretKey });

  test("has no console page unless it is asked for", async () => {
    const server = await served.anotherServer(everywhere);
    try {
      expect((await fetch(`${near(server.url)}/console`)).status).toBe(404);
    } finally {
      await server.stop();
    }
  });

  test.each<[string, Record<string, string>, number]>([
    ["this machine's own browser", {}, 200],
    ["a proxy that keeps the host", { host: "rtc.example.com" }, 404],
    ["a proxy that puts its own in place", { "x-forwarded-for": "192.0.2.1" }, 404],
    ["a proxy that names itself", { via: "1.1 proxy" }, 404],
  ])("through a proxy has none either: asked by %s", async (_, headers, status) => {
    const server = await served.anotherServer({
      publicHosts: [{ name: "rtc.example.com", port: undefined }],
    });
    try {
      const page = { method: "GET", path: "/console/sign-in", body: "" };
      const host = new URL(server.url).host;
      expect((await send(server.url, { ...page, headers: { host, ...headers } })).status).toBe(status);
    } finally {
      await server.stop();
    }
  });

  test("gives its cookie to encrypted connections of that host alone, and asks for them from then on", async () => {
    const server = await served.anotherServer({ ...everywhere, console: true });
    const passedOn = { "x-forwarded-proto": "https" };
    try {
      const visitor = new Visitor(near(server.url));
      const { headers } = await visitor.post("/sign-in", key(), passedOn);
      const [cookie = ""] = headers.getSetCookie();
      for (const part of [/^__Host-tencentrtc-console-\d+=/, /; Path=\/;/, /; Secure/, /; HttpOnly/]) {
        expect(cookie).toMatch(part);
      }
      expect(headers.get("strict-transport-security")).toBe("max-age=31536000");
      const list = await visitor.send("/certificates", { headers: passedOn });
      expect(list.status).toBe(200);
      const { FormToken = "" } = formOf(list.html);
      const left = await visitor.post("/sign-out", { FormToken }, passedOn);
      expect(left.headers.getSetCookie()[0]).toMatch(/^__Host-.*; Max-Age=0; Path=\/; Secure/);
    } finally {
      await server.stop();
    }
  });

  test("asks this machine's own browsers for no encryption", async () => {
    const { headers } = await new Visitor(served.url).get("/sign-in");
    expect(headers.get("strict-transport-security")).toBeNull();
  });

  test("on this machine may be told to have none", async () => {
    const server = await served.anotherServer({ console: false });
    try {
      expect((await fetch(`${server.url}/console`)).status).toBe(404);
    } finally {
      await server.stop();
    }
  });
});
