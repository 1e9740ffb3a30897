import type { AccessKey } from "../../../backend/service";

export interface Seen {
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** Where it leads, where it leads on. */
  readonly location: string | undefined;
}

type Fields = Readonly<Record<string, string | readonly string[] | File>>;

/** A browser without scripts: keeps cookies, sends forms as they stand on their pages, follows where they lead. */
export class Visitor {
  #cookie = "";

  constructor(private readonly url: string) {}

  /** Somebody who is signed in, by the account's own key pair. */
  static async signedIn({ url, key }: { readonly url: string; readonly key: AccessKey }): Promise<Visitor> {
    const visitor = new Visitor(url);
    await visitor.signIn(key);
    return visitor;
  }

  get cookie(): string {
    return this.#cookie;
  }

  /** Another browser with the same cookies. */
  twin(): Visitor {
    const twin = new Visitor(this.url);
    twin.#cookie = this.#cookie;
    return twin;
  }

  async send(path: string, init: RequestInit = {}): Promise<Seen> {
    const answer = await fetch(`${this.url}/console${path}`, {
      redirect: "manual",
      ...init,
      headers: { cookie: this.#cookie, ...init.headers },
    });
    const [set] = answer.headers.getSetCookie().slice(-1);
    if (set !== undefined) this.#cookie = set.split(";")[0] ?? "";
    const location = answer.headers.get("location")?.replace(/^\/console/, "");
    return { status: answer.status, headers: answer.headers, html: await answer.text(), location };
  }

  get(path: string): Promise<Seen> {
    return this.send(path);
  }

  /** Sends these fields as they are, from a page of the console. */
  post(path: string, fields: Fields, headers: Readonly<Record<string, string>> = {}): Promise<Seen> {
    return this.send(path, {
      method: "POST",
      body: bodyOf(fields),
      headers: { origin: this.url, ...headers },
    });
  }

  /** Opens a form's page, fills it in beside what stands there, and sends it. */
  async fillIn(path: string, fields: Fields = {}): Promise<Seen> {
    return this.post(path, { ...formOf((await this.get(path)).html), ...fields });
  }

  /** As `fillIn`, then looks at the page that it leads to. */
  async carryOut(path: string, fields: Fields = {}): Promise<Seen> {
    const sent = await this.fillIn(path, fields);
    if (sent.status !== 303 || sent.location === undefined)
      throw new Error(`${sent.status}: ${textOf(sent.html)}`);
    return this.get(sent.location);
  }

  async signIn({ secretId, secretKey }: Pick<AccessKey, "secretId" | "secretKey">): Promise<Seen> {
    return this.post("/sign-in", { SecretId: secretId, SecretKey: secretKey });
  }
}

function bodyOf(fields: Fields): URLSearchParams | FormData {
  const hasFile = Object.values(fields).some((value) => value instanceof File);
  const body = hasFile ? new FormData() : new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) {
    for (const one of [value].flat()) {
      if (one instanceof File && body instanceof FormData) body.append(name, one);
      else body.append(name, String(one));
    }
  }
  return body;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
const unescaped = (text: string): string =>
  text.replace(/&(#39|\w+);/g, (whole, name) => entities[name] ?? whole);

const attribute = (tag: string, name: string): string | undefined => {
  const [, value] = new RegExp(`\\b${name}="([^"]*)"`).exec(tag) ?? [];
  return value === undefined ? undefined : unescaped(value);
};

/** What the fields of a page's last form hold as it comes. */
export function formOf(html: string): Record<string, string> {
  const form = html.slice(html.lastIndexOf("<form"));
  const fields: Record<string, string> = {};
  for (const [tag] of form.matchAll(/<input [^>]*>/g)) {
    const name = attribute(tag, "name");
    const isOff = /type="(checkbox|file)"/.test(tag) && !tag.includes(" checked");
    if (name !== undefined && !isOff) fields[name] = attribute(tag, "value") ?? "";
  }
  for (const [, name = "", options = ""] of form.matchAll(
    /<select [^>]*name="([^"]*)"[^>]*>(.*?)<\/select>/gs,
  )) {
    const tags = [...options.matchAll(/<option [^>]*>/g)].map(([tag]) => tag);
    fields[name] = attribute(tags.find((tag) => tag.includes(" selected")) ?? tags[0] ?? "", "value") ?? "";
  }
  for (const [, name = "", text = ""] of form.matchAll(
    /<textarea [^>]*name="([^"]*)"[^>]*>\n?(.*?)<\/textarea>/gs,
  )) {
    fields[name] = unescaped(text);
  }
  return fields;
}

/** What a person reads. */
export const textOf = (html: string): string =>
  unescaped(html.replace(/<(head|script|style).*?<\/\1>/gs, "").replace(/<[^>]+>/g, " ")).replace(
    /\s+/g,
    " ",
  );
