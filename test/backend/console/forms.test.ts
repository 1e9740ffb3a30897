import { DescribeFaults, ListApplications } from "../../../backend/api";
import { options, Served } from "../http/served";
import { formOf, textOf, Visitor } from "./visitor";

let served: Served;
let visitor: Visitor;
let at: string;
let id: number;
beforeAll(async () => {
  served = await Served.open({ WindowSecondsMin: 240, WindowSecondsMax: 240 });
  visitor = await Visitor.signedIn(served);
});
afterAll(() => served.close());
beforeEach(async () => {
  id = await served.create();
  at = `/applications/${id}`;
});

const record = () => served.application(id);
const all = async () => (await served.transport().call(ListApplications, {}, options())).TotalCount;

describe("a form", () => {
  const form = async () => ({ ...formOf((await visitor.get(`${at}/edit`)).html), Name: "renamed" });

  test.each<[string, (fields: Record<string, string>) => Promise<{ status: number }>, number]>([
    ["without its session's token", ({ FormToken: _, ...rest }) => visitor.post(`${at}/edit`, rest), 400],
    ["with a made-up token", (fields) => visitor.post(`${at}/edit`, { ...fields, FormToken: "x" }), 400],
    [
      "with the token of another session",
      async (fields) => {
        const other = new Visitor(served.url);
        await other.signIn(served.key);
        const { FormToken = "" } = formOf((await other.get("/certificates")).html);
        return visitor.post(`${at}/edit`, { ...fields, FormToken });
      },
      400,
    ],
    [
      "from another site",
      (fields) => visitor.post(`${at}/edit`, fields, { origin: "https://evil.example" }),
      403,
    ],
    ["from a sandbox", (fields) => visitor.post(`${at}/edit`, fields, { origin: "null" }), 403],
    [
      "as JSON",
      (fields) =>
        visitor.send(`${at}/edit`, {
          method: "POST",
          body: JSON.stringify(fields),
          headers: { origin: served.url, "content-type": "application/json" },
        }),
      400,
    ],
    [
      "larger than the server takes",
      (fields) => visitor.post(`${at}/edit`, { ...fields, Description: "x".repeat(2 ** 20) }),
      413,
    ],
  ])("%s is refused and changes nothing", async (_, send, status) => {
    expect((await send(await form())).status).toBe(status);
    expect((await record())?.Name).toBe("shop");
  });

  test("tells every mistake at its field, each once, in words for whoever ticks boxes", async () => {
    const wrong = {
      ...(await form()),
      Name: "two words",
      Description: "no, no",
      ApplicationType: "x".repeat(41),
    };
    const { html } = await visitor.post(`${at}/edit`, wrong);
    for (const field of ["Name", "Description", "ApplicationType"]) {
      expect(html).toContain(`<a href="#field-${field}">`);
      expect(html).toMatch(new RegExp(`id="field-${field}"[^>]*aria-invalid="true"`));
    }
    expect(html.match(/ autofocus/g)).toHaveLength(1);
    expect(html.match(/must be 1-15 letters/g)).toHaveLength(1);
    const fields = { ...formOf((await visitor.get("/applications/new")).html), Name: "two words" };
    const unticked = await visitor.post("/applications/new", fields);
    expect(unticked.html).toMatch(/To correct: <a href="#field-Name">[^/]+<\/a>, <a href="#field-Products">/);
    expect(unticked.html).toMatch(/<fieldset[^>]* id="field-Products"[^>]*aria-invalid="true"/);
    expect(textOf(unticked.html)).toContain("tick at least one");
    expect(textOf(unticked.html)).not.toContain('["chat"]');
  });

  test("of a certificate tells what its parts and its secrets lack together, in a form's words", async () => {
    const sent = await visitor.fillIn(`${at}/add-certificate?Vendor=huawei`, {
      "Platform.PackageName": "no package",
    });
    const wrong = [...sent.html.matchAll(/id="field-([\w-]+)"[^>]* aria-invalid="true"/g)];
    expect(wrong.map(([, name]) => name)).toEqual([
      "Platform-PackageName",
      "Platform-AppId",
      "Secrets-AppSecret",
    ]);
    expect(textOf(sent.html)).toMatch(/AppID must be filled in .*AppSecret .*must be filled in/);
    const key = await visitor.fillIn(`${at}/add-certificate?Vendor=apns-p8`, {
      "Platform.BundleId": "com.example.shop",
    });
    expect(textOf(key.html)).toMatch(/Key ID must be filled in .*Team ID must be filled in .*choose a file/);
  });

  test("that arrives from behind what encrypts is our own", async () => {
    const { host } = new URL(served.url);
    const sent = await visitor.post(`${at}/edit`, await form(), { origin: `https://${host}` });
    expect(sent.status).toBe(303);
  });

  test("sent twice, one after the other, counts once", async () => {
    const fields = {
      ...formOf((await visitor.get("/applications/new")).html),
      Name: "twice",
      Products: "chat",
    };
    const before = await all();
    const first = await visitor.post("/applications/new", fields);
    const second = await visitor.post("/applications/new", fields);
    expect(first).toMatchObject({ status: 303, location: expect.stringMatching(/^\/applications\/\d+$/) });
    expect(second.location).toBe(first.location);
    expect(await all()).toBe(before + 1);
  });

  test("sent twice at once counts once", async () => {
    const fields = {
      ...formOf((await visitor.get("/applications/new")).html),
      Name: "both",
      Products: "chat",
    };
    const before = await all();
    const both = await Promise.all([1, 2].map(() => visitor.post("/applications/new", fields)));
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect(await all()).toBe(before + 1);
  });

  test("that took something away leads on when it arrives again", async () => {
    await visitor.carryOut(`${at}/add-admin`, { UserId: "bot" });
    const path = `${at}/remove-admin?UserId=bot`;
    const fields = formOf((await visitor.get(path)).html);
    for (let time = 0; time < 2; time += 1) expect((await visitor.post(path, fields)).status).toBe(303);
    expect((await record())?.AdminAccounts.map(({ UserId }) => UserId)).toEqual(["administrator"]);
  });

  test("with other values is another one, although the browser kept its page", async () => {
    const fields = await form();
    expect((await visitor.post(`${at}/edit`, fields)).status).toBe(303);
    expect((await visitor.post(`${at}/edit`, { ...fields, Name: "third" })).status).toBe(303);
    expect((await record())?.Name).toBe("third");
  });

  test("that made one application makes no other one from other values, and says so", async () => {
    const fields = {
      ...formOf((await visitor.get("/applications/new")).html),
      Name: "one",
      Products: "chat",
    };
    const { location } = await visitor.post("/applications/new", fields);
    const again = await visitor.post("/applications/new", { ...fields, Name: "other" });
    expect(again.location).toBe(location);
    expect(textOf((await visitor.get(location ?? "")).html)).toMatch(/has made application \d+ before/);
  });

  test("that was refused may be corrected and sent again", async () => {
    const refused = await visitor.fillIn(`${at}/edit`, { Name: "two words" });
    expect(refused.status).toBe(400);
    const corrected = await visitor.post(`${at}/edit`, { ...formOf(refused.html), Name: "one_word" });
    expect(corrected.status).toBe(303);
    expect((await record())?.Name).toBe("one_word");
  });
});

describe("a key pair that may only read", () => {
  let reader: Visitor;
  beforeAll(async () => {
    reader = new Visitor(served.url);
    await reader.signIn(await served.addKey("read"));
  });

  test("sees everything and no button but the one to sign out", async () => {
    for (const path of ["/applications", at, "/certificates"]) {
      const { status, html } = await reader.get(path);
      expect(status).toBe(200);
      const main = html.slice(html.indexOf("<main"));
      expect(main).not.toMatch(/class="button"|method="post"/);
      expect(html.match(/<form method="post"/g)).toHaveLength(1);
    }
    expect((await reader.get(at)).html).toContain("shop");
  });

  test.each(["/applications/new", "/disable", "/delete", "/edit", "/secret", "/add-tag", "/add-admin"])(
    "is refused %s when it posts anyway",
    async (path) => {
      const to = path.startsWith("/applications") ? path : `${at}${path}`;
      const { FormToken = "" } = formOf((await reader.get("/certificates")).html);
      const { status, html } = await reader.post(to, {
        FormToken,
        ClientToken: "x",
        Name: "new",
        UserId: "new",
      });
      expect(status).toBe(403);
      expect(textOf(html)).toContain("UnauthorizedOperation.ReadOnly");
      expect(await record()).toMatchObject({
        Name: "shop",
        Status: "Normal",
        AdminAccounts: [expect.anything()],
      });
    },
  );

  test("isn't shown the page of what it may not do", async () => {
    expect((await reader.get(`${at}/edit`)).status).toBe(403);
  });
});

test("what the console does is logged as any request is, and is no administrator's", async () => {
  const page = await visitor.carryOut(`${at}/disable`);
  const [, requestId] = /RequestId ([0-9a-f-]{36})/.exec(textOf(page.html)) ?? [];
  const logged = served.logged.map((line) => JSON.parse(line)).filter((line) => line.requestId === requestId);
  expect(logged).toContainEqual(
    expect.objectContaining({ action: "DisableApplication", uin: served.key.uin, code: "OK" }),
  );
  await expect(served.transport().call(DescribeFaults, {}, options())).rejects.toMatchObject({
    code: "UnauthorizedOperation",
  });
});
