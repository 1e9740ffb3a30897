import { CreateAdminAccount, CreateApplication } from "../../../backend/api";
import { options, Served } from "../http/served";
import { Visitor } from "./visitor";

let served: Served;
let visitor: Visitor;
let shop: number;
let desk: number;
beforeAll(async () => {
  served = await Served.open();
  visitor = await Visitor.signedIn(served);
  const transport = served.transport();
  const create = async (Name: string) =>
    (await transport.call(CreateApplication, { Name, Region: "tokyo", Products: ["chat"] }, options()))
      .SdkAppId;
  shop = await create("shop");
  desk = await create("desk");
  for (let number = 1; number <= 8; number += 1)
    await transport.call(CreateAdminAccount, { SdkAppId: desk, UserId: `admin_${number}` }, options());
  await visitor.carryOut(`/applications/${shop}/add-admin`, { UserId: "ops" });
});
afterAll(() => served.close());

const rows = async (path: string): Promise<string[]> => {
  const { html } = await visitor.get(path);
  return [...html.matchAll(/<tr role="row"><th scope="row".*?<\/tr>/gs)].map(([row]) => row);
};

describe("the activity log", () => {
  test("has the newest change first, with who made it, of what, and its RequestId", async () => {
    const [newest = "", ...others] = await rows("/activity");
    expect(newest).toContain("admin account &quot;ops&quot; added");
    expect(newest).toContain("Console");
    expect(newest).toContain(served.key.secretId);
    expect(newest).toContain(`/console/applications/${shop}`);
    expect(newest).toMatch(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/);
    expect(others.length).toBeGreaterThan(9);
  });

  test.each<[string, () => string, number]>([
    ["an application", () => `/activity?app=${desk}`, 9],
    ["those who made them", () => "/activity?actor=console", 1],
    ["both", () => `/activity?app=${desk}&actor=console`, 0],
  ])("narrowed to %s", async (_, path, count) => {
    expect(await rows(path())).toHaveLength(count);
  });

  test("has the last five on the application's page", async () => {
    const { html } = await visitor.get(`/applications/${desk}`);
    const part = html.slice(html.indexOf('<h2 id="activity">'));
    expect(part.match(/ added/g)).toHaveLength(5);
    expect(part).toContain(`href="/console/activity?app=${desk}"`);
  });

  test("goes on where a page ends", async () => {
    const transport = served.transport();
    for (let number = 1; number <= 50; number += 1) {
      const Name = `app_${number}`;
      await transport.call(CreateApplication, { Name, Region: "tokyo", Products: ["chat"] }, options());
    }
    const { html } = await visitor.get("/activity");
    const [, next = ""] = /<a rel="next" href="([^"]+)"/.exec(html) ?? [];
    expect((await rows("/activity")).length).toBe(25);
    expect((await rows(`/activity${next.replaceAll("&amp;", "&")}`)).length).toBeGreaterThan(9);
  });

  test("says what is wrong with a filter", async () => {
    const { status, html } = await visitor.get("/activity?app=shop");
    expect(status).toBe(400);
    expect(html).toContain("SdkAppId");
  });
});
