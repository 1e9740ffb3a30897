import {
  applicationResource,
  CreateApplication,
  DisableApplication,
  ModifyFaults,
  ModifyResourceTags,
} from "../../../backend/api";
import { options, Served } from "../http/served";
import { textOf, Visitor } from "./visitor";

/** Thirty applications, of which every fifth is disabled and every third has a tag. */
const count = 30;
let served: Served;
let visitor: Visitor;
beforeAll(async () => {
  served = await Served.open({ WindowSecondsMin: 0, WindowSecondsMax: 0 });
  visitor = new Visitor(served.url);
  await visitor.signIn(served.key);
  const transport = served.transport();
  for (let number = 1; number <= count; number += 1) {
    const { SdkAppId } = await transport.call(
      CreateApplication,
      { Name: `app_${number}`, Region: "tokyo", Products: ["chat"] },
      options(),
    );
    if (number % 5 === 0) await transport.call(DisableApplication, { SdkAppId }, options());
    if (number % 3 === 0) {
      const Resource = applicationResource(served.key.uin, SdkAppId);
      const ReplaceTags = [{ TagKey: "team", TagValue: number % 2 === 0 ? "even" : "odd" }];
      await transport.call(ModifyResourceTags, { Resource, ReplaceTags }, options());
    }
  }
});
afterAll(() => served.close());

const names = async (query: string) => {
  const { html } = await visitor.get(`/applications${query}`);
  return [...html.matchAll(/<bdi>(app_\d+)<\/bdi><\/a>/g)].map(([, name]) => name);
};
const numbered = (...numbers: number[]) => numbers.map((number) => `app_${number}`);

describe("the list of applications", () => {
  test("has pages, by SDKAppID", async () => {
    expect(await names("")).toEqual(numbered(...Array.from({ length: 25 }, (_, index) => index + 1)));
    expect(await names("?page=2")).toEqual(numbered(26, 27, 28, 29, 30));
    const { html } = await visitor.get("/applications");
    expect(html).toContain('<a rel="next" href="?name=&amp;tag=&amp;status=&amp;sort=id&amp;page=2">');
  });

  test.each<[string, string[]]>([
    ["?page=99", numbered(26, 27, 28, 29, 30)],
    ["?page=-1", numbered(...Array.from({ length: 25 }, (_, index) => index + 1))],
    ["?name=APP_3", numbered(3, 30)],
    ["?name=2000000006", numbered(7)],
    ["?status=Disabled", numbered(5, 10, 15, 20, 25, 30)],
    ["?tag=team", numbered(3, 6, 9, 12, 15, 18, 21, 24, 27, 30)],
    ["?tag=team%3Deven&status=Disabled", numbered(30)],
    ["?tag=tea", []],
    ["?name=nothing", []],
    ["?name=app_2&sort=name", numbered(2, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29)],
    ["?sort=status&page=2", numbered(10, 15, 20, 25, 30)],
    ["?sort=nonsense&page=2", numbered(26, 27, 28, 29, 30)],
  ])("narrowed by %s", async (query, expected) => {
    expect(await names(query)).toEqual(expected);
  });

  test("keeps what it is narrowed to in its form and its pages", async () => {
    const { html } = await visitor.get("/applications?name=app&status=Normal");
    expect(html).toContain('name="name" value="app"');
    expect(html).toContain('<option value="Normal" selected>');
    expect(textOf(html)).toContain("24 of 30 applications");
  });

  test("says how much of the quotas is used", async () => {
    const page = textOf((await visitor.get("/applications")).html);
    expect(page).toContain("Applications of the account 30 of 300");
    expect(page).toContain("Trials claimed 0 of 10");
    expect(page).toMatch(
      /At most on one application Admin accounts 10 Push certificates 100 Tags 50 Trials 2/,
    );
  });

  test("says which faults are switched on, wherever they come from", async () => {
    expect(textOf((await visitor.get("/applications")).html)).not.toContain("Faults are switched on");
    await served.admin(ModifyFaults, {
      Faults: [{ Kind: "lost-reply", Action: "CreateApplication", Times: 2 }],
    });
    served.faults = [{ Kind: "latency", Milliseconds: 60_000, Share: 0.5 }];
    // A server knows a key pair, its account's faults included, for a second; an operator's action ends that.
    const page = textOf((await visitor.get("/applications")).html);
    expect(page).toContain("lost-reply of CreateApplication , the first 2 times");
    expect(page).toContain("latency , 60000 ms, 50 % of requests");
    served.faults = [];
    await served.reset();
  });
});
