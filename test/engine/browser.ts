import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { z } from "zod";
import type { Account } from "../cli/account";

const Found = z.object({ executablePath: z.string(), env: z.record(z.string(), z.string()) });

/** A Chromium, installed where there is none; undefined where none can be had. */
function find(): z.infer<typeof Found> | undefined {
  const finder = resolve(__dirname, "../../tools/chromium.mjs");
  try {
    const found = execFileSync(process.execPath, [finder], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "inherit"],
    });
    return Found.parse(JSON.parse(found));
  } catch {
    process.stderr.write(
      "Chromium: not to be had (see above), so the tests of the console page in a browser are SKIPPED.\n",
    );
    return undefined;
  }
}

const found = find();

/** Left out where there is no Chromium; loudly, since nothing else looks at the console as people do. */
export const describeInChromium = found === undefined ? describe.skip : describe;

const audit = readFileSync(join(__dirname, "audit.cjs"), "utf8");

/** A person at the console page: a real browser in which no script runs. */
export class Person {
  /** What the browser itself complained of: blocked by a policy, not found, not allowed. */
  readonly complaints: string[] = [];

  private constructor(
    private readonly browser: Browser,
    private readonly context: BrowserContext,
    readonly page: Page,
    private readonly url: string,
  ) {
    page.on("console", (message) => {
      if (message.type() === "error") this.complaints.push(message.text());
    });
  }

  static async at(url: string): Promise<Person> {
    const browser = await chromium.launch({
      executablePath: found?.executablePath,
      env: { ...process.env, ...found?.env },
      args: ["--no-sandbox"],
    });
    const context = await browser.newContext({ javaScriptEnabled: false, colorScheme: "light" });
    return new Person(browser, context, await context.newPage(), url);
  }

  async goTo(path: string): Promise<void> {
    await this.page.goto(`${this.url}/console${path}`);
  }

  /** By keyboard alone. */
  async signIn({ secretId, secretKey }: Account): Promise<void> {
    await this.goTo("");
    const { keyboard } = this.page;
    for (const key of ["Tab", "Tab"]) await keyboard.press(key);
    await keyboard.type(secretId);
    await keyboard.press("Tab");
    await keyboard.type(secretKey);
    await keyboard.press("Enter");
    await this.page.getByRole("heading", { level: 1, name: "Applications" }).waitFor();
  }

  async follow(name: string): Promise<void> {
    await this.page.getByRole("link", { name }).first().click();
  }

  async press(name: string): Promise<void> {
    await this.page.getByRole("button", { name, exact: true }).click();
  }

  async fillIn(label: string, text: string): Promise<void> {
    await this.page.getByLabel(label, { exact: true }).fill(text);
  }

  /** What is wrong with the page as it stands for those who can't see it well, or don't use a mouse. */
  async faults(): Promise<string[]> {
    const faults: unknown = await this.page.evaluate(audit);
    if (!Array.isArray(faults)) throw new Error("the audit said nothing");
    return faults.map(String);
  }

  async leave(): Promise<void> {
    await this.context.close();
    await this.browser.close();
  }
}
