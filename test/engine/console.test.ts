import { join, resolve } from "node:path";
import { type Account, made } from "../cli/account";
import { ServerProcess } from "../cli/server-process";
import { describeInChromium, Person } from "./browser";
import { Project } from "./project";

/** Beside what a program declares, a person who changes it in the console page. */
describeInChromium("the console page in a browser", () => {
  let project: Project;
  let server: ServerProcess;
  let account: Account;
  let person: Person;
  const id = 2_000_000_000;
  const at = `/applications/${id}`;

  beforeAll(async () => {
    project = new Project();
    const database = `file:${join(project.folder, "served/backend.db")}`;
    account = made("account", "add", "team", "--database", database, "--window-seconds", "2");
    server = await ServerProcess.start("--database", database);
    Object.assign(project.env, {
      TENCENTRTC_ENDPOINT: server.url,
      TENCENTCLOUD_SECRET_ID: account.secretId,
      TENCENTCLOUD_SECRET_KEY: account.secretKey,
    });
    await project.init();
    project.program(`
      const support = new rtc.Application("support", { name: "support", products: ["chat", "call"], region: "singapore" });
      new rtc.AdminAccount("ops", { application: support, userId: "ops_admin" });
      new rtc.Tag("team", { application: support, key: "team", value: "support" });
    `);
    await project.up();
    person = await Person.at(server.url);
    await person.signIn(account);
  });
  afterAll(async () => {
    await person?.leave();
    await server?.end();
    project?.remove();
  });

  test("is signed in to by keyboard, and shows what an up has made", async () => {
    await person.follow("support");
    await person.page.getByRole("heading", { level: 1, name: "support" }).waitFor();
    const admins = person.page.getByRole("region", { name: "Admin accounts" });
    expect(await admins.getByRole("rowheader").allTextContents()).toEqual(["administrator", "ops_admin"]);
  });

  test("is read by keyboard: the first stop skips to the content", async () => {
    await person.goTo(at);
    await person.page.keyboard.press("Tab");
    const skip = person.page.getByRole("link", { name: "Skip to the content" });
    expect(await skip.evaluate((element) => element.matches(":focus-visible"))).toBe(true);
    await person.page.keyboard.press("Enter");
    expect(await person.page.getByRole("main").evaluate((element) => element.matches(":focus"))).toBe(true);
  });

  test("what is changed there a preview reports, and an up mends", async () => {
    await person.goTo(`${at}/edit`);
    await person.fillIn("Application name", "by_hand");
    await person.press("Save");
    await person.page.getByRole("status").getByText("Saved.").waitFor();
    await person.goTo(`${at}/change-tag?TagKey=team`);
    await person.fillIn("Value of team", "by_hand");
    await person.press("Save");
    await person.goTo(`${at}/remove-admin?UserId=ops_admin`);
    await person.press("Delete");

    const drift = await project.preview("--refresh", "--diff");
    expect(drift.output).toMatch(/name *: "by_hand" => "support"/);
    expect(drift.output).toMatch(/value *: "by_hand" => "support"/);
    expect(drift.output).toMatch(/\+ .*AdminAccount: \(create\)[^+]*userId *: "ops_admin"/);
    expect((await project.up("--refresh")).code).toBe(0);

    await person.goTo(at);
    await person.page.getByRole("heading", { level: 1, name: "support" }).waitFor();
    expect(
      await person.page.getByRole("region", { name: "Tags" }).getByRole("cell").first().textContent(),
    ).toBe("support");
    expect((await project.preview("--refresh", "--expect-no-changes")).code).toBe(0);
  });

  test("a window is waited for by the page itself; a disabled application is drift", async () => {
    await person.goTo(at);
    await person.follow("Disable application");
    await person.press("Disable");
    await person.page.getByText("Disabling", { exact: true }).waitFor();
    await person.page.getByText("by hand", { exact: true }).waitFor();
    expect((await project.preview("--refresh")).output).toContain("enabled");
    expect((await project.up("--refresh")).code).toBe(0);
    await person.goTo(at);
    expect(await person.page.locator(".badge").first().textContent()).toBe("Normal");
  });

  test("a mistake is said at its field, which has the focus", async () => {
    await person.goTo("/applications/new");
    await person.fillIn("Application name", "two words");
    await person.page.getByLabel("Chat", { exact: true }).check();
    await person.press("Create");
    await person.page.getByRole("alert").waitFor();
    const field = person.page.getByLabel("Application name", { exact: true });
    expect(await field.inputValue()).toBe("two words");
    expect(await field.evaluate((element) => element.matches(":focus"))).toBe(true);
    expect(await person.page.getByLabel("Chat", { exact: true }).isChecked()).toBe(true);
    await field.fill("one_word");
    await person.press("Create");
    await person.page.getByRole("heading", { level: 1, name: "one_word" }).waitFor();
  });

  test("a button that is pressed twice does it once", async () => {
    await person.goTo("/applications/new");
    await person.fillIn("Application name", "pressed_twice");
    await person.page.getByLabel("Chat", { exact: true }).check();
    await person.page.getByRole("button", { name: "Create", exact: true }).dblclick();
    await person.page.getByRole("heading", { level: 1, name: "pressed_twice" }).waitFor();
    await person.goTo("/applications?name=pressed_twice");
    expect(await person.page.getByRole("link", { name: "pressed_twice" }).count()).toBe(1);
  });

  describe.each(["light", "dark"] as const)("in %s colours", (colorScheme) => {
    test.each([390, 1280])("fits a screen of %d pixels, and can be read and named", async (width) => {
      await person.page.setViewportSize({ width, height: 800 });
      await person.page.emulateMedia({ colorScheme });
      const paths = [
        "/applications",
        at,
        "/certificates",
        "/applications/new",
        `${at}/delete`,
        `${at}/vendors`,
      ];
      for (const path of [...paths, `${at}/add-certificate?Vendor=oppo`, "/nowhere", "/sign-in"]) {
        await person.goTo(path);
        expect({ path, faults: await person.faults() }).toEqual({ path, faults: [] });
      }
    });
  });

  test("a word of a table stays whole, whatever stands beside it", async () => {
    await person.page.setViewportSize({ width: 1024, height: 800 });
    await person.goTo("/applications");
    const words = await person.page
      .locator("td bdi, td code")
      .evaluateAll((all) => all.map((one) => [one.textContent, Math.round(one.clientHeight / 24)] as const));
    const lines = new Map(words.filter(([text]) => !text?.includes(" ")));
    expect([...lines.keys()]).toEqual(expect.arrayContaining(["2000000000", "support"]));
    expect([...lines].filter(([, count]) => count > 1)).toEqual([]);
  });

  test("a phone shows the list's first row at once, and leaves out what says nothing", async () => {
    await person.page.setViewportSize({ width: 390, height: 800 });
    await person.goTo("/applications");
    const first = await person.page.getByRole("rowheader").first().boundingBox();
    expect(first?.y).toBeLessThan(600);
    await person.goTo("/applications?name=one_word");
    const row = person.page.getByRole("row").filter({ hasText: "one_word" });
    expect(await row.getByText("Free Trial").isVisible()).toBe(true);
    expect(await row.getByText("none").first().isVisible()).toBe(false);
    await person.page.setViewportSize({ width: 1280, height: 800 });
    expect(await row.getByText("none").first().isVisible()).toBe(true);
  });

  test("the browser had nothing to complain of but the page that isn't there", () => {
    expect(person.complaints.filter((text) => !/status of 40[04]/.test(text))).toEqual([]);
  });

  /** For the documents; a picture differs a little on every machine, so that none is made without being asked for. */
  const whenAsked = process.env.TENCENTRTC_PICTURES === undefined ? test.skip : test;
  whenAsked("its pictures", async () => {
    project.program(`
      const make = (name, products, region, tags, more) =>
        new rtc.Application(name, { name, products, region, tags, ...more });
      const support = make("support", ["chat", "call"], "singapore", { team: "support", env: "prod" });
      make("live_shop", ["live", "chat"], "frankfurt", { team: "shop", env: "prod" });
      make("meetings", ["conference"], "tokyo", { team: "office" });
      make("game_voice", ["rtc-engine"], "silicon-valley", { team: "games", env: "test" }, { enabled: false });
      new rtc.AdminAccount("ops", { application: support, userId: "ops_admin" });
      new rtc.Subscription("trial", { application: support, product: "call", edition: "free-trial" });
      new rtc.PushCertificate("android", { application: support, platform: {
        vendor: "huawei", packageName: "com.example.shop", appId: "104512345", appSecret: "3f9a0c57d1e84b62",
      } });
    `);
    expect((await project.up()).code).toBe(0);
    const images = resolve(__dirname, "../../docs/images");
    const { page } = person;
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1200, height: 720 });
    await person.goTo("/applications?tag=team");
    await page.screenshot({ path: join(images, "console-applications.png") });
    await page.setViewportSize({ width: 1200, height: 1180 });
    await person.goTo(at);
    await page.screenshot({ path: join(images, "console-application.png") });
  });
});
