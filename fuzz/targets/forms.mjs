// @ts-check
import { pieces } from "../pieces.mjs";
import { serve } from "../served.mjs";

const form = [
  ..."&=%+;\0\r\n\"<>'",
  "&".repeat(3_000),
  "a&".repeat(1_500),
  "%00",
  "%ff",
  "%F0%9F",
  "%E2%80%AE",
  "__proto__=1&",
  "Name=&",
  "Products=chat&Products=live&",
  "--x\r\n",
  'Content-Disposition: form-data; name="File"; filename="a.p12"\r\n\r\n',
  "9".repeat(400),
  "<script>",
  "..%2f..%2f",
];

/** @returns {Promise<import("../targets.mjs").Opened>} */
export async function open() {
  const served = await serve();
  const page = await browser(served);
  const made = await page.send("/applications/new", {
    ...(await page.form("/applications/new")),
    Name: "shop",
    Region: "tokyo",
    Products: "chat",
  });
  const at = made.location;
  if (!at) throw new Error(`no application was made: ${made.status} ${made.html.slice(0, 500)}`);
  const fields = (/** @type {Record<string, string>} */ more) => new URLSearchParams(more).toString();
  const bases = [
    { path: "/sign-in", body: fields({ SecretId: served.key.secretId, SecretKey: "wrong" }) },
    ...(await Promise.all(
      [
        ["/applications/new", { Name: "shop", Region: "tokyo", Products: "chat" }],
        [`${at}/edit`, { Name: "shop", Description: "text" }],
        [`${at}/add-admin`, { UserId: "ops" }],
        [`${at}/add-tag`, { TagKey: "team", TagValue: "1" }],
        [`${at}/disable`, {}],
        [`${at}/delete`, {}],
      ].map(async ([path, more]) => ({
        path: String(path),
        body: fields({ ...(await page.form(String(path))), ...Object(more) }),
      })),
    )),
  ];
  return {
    bases: bases.map(({ path, body }) => ({ path, bytes: Buffer.from(body) })),
    pieces: pieces(form),
    async read({ path, bytes }) {
      const { status, html } = await page.post(path, bytes);
      // Ten bad sign-ins a minute are the limit of one address.
      if (path === "/sign-in") served.wait(60_000);
      if (status >= 500) throw new Error(`${path}: ${status} ${html.slice(0, 2_000)}`);
      if (status !== 303 && !html.startsWith("<!doctype html>"))
        throw new Error(`no page: ${html.slice(0, 500)}`);
      return String(status);
    },
    close: served.close,
  };
}

/** A browser without scripts that has signed in. @param {import("../served.mjs").Served} served */
async function browser({ url, key }) {
  let cookie = "";
  const ask = async (/** @type {string} */ path, /** @type {RequestInit} */ init = {}) => {
    const headers = { cookie, origin: url.origin, ...Object(init.headers) };
    const answer = await fetch(new URL(`/console${path}`, url), { ...init, headers, redirect: "manual" });
    const [set] = answer.headers.getSetCookie().slice(-1);
    if (set !== undefined && cookie === "") cookie = set.split(";")[0] ?? "";
    const location = answer.headers.get("location")?.replace(/^\/console/, "");
    return { status: answer.status, html: await answer.text(), location };
  };
  const post = (/** @type {string} */ path, /** @type {Buffer | string} */ body) =>
    ask(path, {
      method: "POST",
      body,
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  const page = {
    post,
    send: (/** @type {string} */ path, /** @type {Record<string, string>} */ fields) =>
      post(path, new URLSearchParams(fields).toString()),
    /** What stands in a form that nobody sees. @returns {Promise<Record<string, string>>} */
    async form(/** @type {string} */ path) {
      const { html } = await ask(path);
      const hidden = html.matchAll(/<input[^>]*type="hidden"[^>]*>/g);
      return Object.fromEntries(
        [...hidden].map(([input]) => [
          /name="([^"]*)"/.exec(input)?.[1] ?? "",
          /value="([^"]*)"/.exec(input)?.[1] ?? "",
        ]),
      );
    },
  };
  const { status } = await page.send("/sign-in", { SecretId: key.secretId, SecretKey: key.secretKey });
  if (status !== 303) throw new Error(`signing in answers ${status}`);
  return page;
}
