import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { text } from "node:stream/consumers";

const script = resolve(__dirname, "../../examples/ci/comment.mjs");
const folder = mkdtempSync(join(tmpdir(), "tencentrtc-comment-"));

/** The comments of one pull request, as both sites keep them. */
let comments: { id: number; body: string }[] = [];
/** Ids of those that somebody else wrote. */
let strangers: number[] = [];
let requests: string[] = [];
let server: Server;
let origin = "";

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const { method = "", url = "", headers } = request;
    requests.push(`${method} ${url} ${headers.authorization ?? headers["private-token"]}`);
    const { pathname, searchParams } = new URL(url, origin);
    const body: string = method === "GET" ? "" : JSON.parse(await text(request)).body;
    const id = Number(pathname.split("/").at(-1));
    if (method === "POST") comments.push({ id: comments.length + 1, body });
    if (method === "PATCH" || method === "PUT")
      comments = comments.map((one) => (one.id === id ? { id, body } : one));
    const from = (Number(searchParams.get("page")) - 1) * 100;
    if (pathname === "/user") return response.end(JSON.stringify({ id: 5 }));
    const signed = comments.slice(from, from + 100).map((one) => {
      const isStranger = strangers.includes(one.id);
      const login = isStranger ? "mallory" : "github-actions[bot]";
      return { ...one, user: { login }, author: { id: isStranger ? 6 : 5 } };
    });
    return response.end(JSON.stringify(method === "GET" ? signed : {}));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
});
beforeEach(() => {
  comments = [{ id: 1, body: "Looks good to me" }];
  requests = [];
  strangers = [];
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function comment(env: Readonly<Record<string, string>>, report: string): Promise<number | null> {
  const file = join(folder, "report.md");
  writeFileSync(file, report);
  const { GITLAB_CI: _, ...inherited } = process.env;
  const child = spawn(process.execPath, [script, file], {
    env: { ...inherited, TENCENTRTC_ENVIRONMENT: "prod", ...env },
    stdio: "inherit",
  });
  const [code] = await once(child, "exit");
  return code;
}

const sites = [
  {
    site: "GitHub",
    env: () => ({ GITHUB_API_URL: origin, GITHUB_REPOSITORY: "team/fleet", PR: "7", GH_TOKEN: "t" }),
    all: "/repos/team/fleet/issues/7/comments",
    change: "PATCH /repos/team/fleet/issues/comments/",
    token: "Bearer t",
    first: [],
  },
  {
    site: "GitLab",
    env: () => ({
      GITLAB_CI: "true",
      CI_API_V4_URL: origin,
      CI_PROJECT_ID: "42",
      CI_MERGE_REQUEST_IID: "7",
      GITLAB_TOKEN: "t",
    }),
    all: "/projects/42/merge_requests/7/notes",
    change: "PUT /projects/42/merge_requests/7/notes/",
    token: "t",
    first: ["GET /user t"],
  },
];

describe.each(sites)("$site", ({ env, all, change, token, first }) => {
  test("the first push comments, the next ones put theirs in its place, and nobody else's is touched", async () => {
    expect(await comment(env(), "one change\n")).toBe(0);
    comments.push(...Array.from({ length: 120 }, (_, index) => ({ id: index + 10, body: "more" })));
    expect(await comment(env(), "no changes\n")).toBe(0);
    expect(comments).toHaveLength(122);
    expect(comments.slice(0, 3)).toEqual([
      { id: 1, body: "Looks good to me" },
      { id: 2, body: "<!-- tencentrtc prod -->\nno changes\n" },
      { id: 10, body: "more" },
    ]);
    expect(requests).toEqual([
      ...first,
      `GET ${all}?per_page=100&page=1 ${token}`,
      `POST ${all} ${token}`,
      ...first,
      `GET ${all}?per_page=100&page=1 ${token}`,
      `${change}2 ${token}`,
    ]);
  });

  test("ours is found on a later page; another environment's isn't ours", async () => {
    const many = Array.from({ length: 130 }, (_, index) => ({ id: index + 2, body: "more" }));
    comments.push({ id: 500, body: "<!-- tencentrtc dev -->\n" }, ...many);
    comments.push({ id: 900, body: "<!-- tencentrtc prod -->\nold\n" });
    expect(await comment(env(), "new\n")).toBe(0);
    expect(comments.find(({ id }) => id === 900)?.body).toBe("<!-- tencentrtc prod -->\nnew\n");
    expect(comments.find(({ id }) => id === 500)?.body).toBe("<!-- tencentrtc dev -->\n");
  });

  test("a stranger's comment that begins as ours does stays as it is", async () => {
    comments.push({ id: 3, body: "<!-- tencentrtc prod -->\nno changes, trust me\n" });
    strangers = [3];
    expect(await comment(env(), "one change\n")).toBe(0);
    expect(comments.map(({ body }) => body)).toEqual([
      "Looks good to me",
      "<!-- tencentrtc prod -->\nno changes, trust me\n",
      "<!-- tencentrtc prod -->\none change\n",
    ]);
  });

  test("a report that is too long is cut after a line, and says by how many", async () => {
    const lines = Array.from({ length: 5_000 }, (_, index) => `| row ${index} of a long table |`);
    expect(await comment(env(), `${lines.join("\n")}\n`)).toBe(0);
    const body = comments[1]?.body ?? "";
    expect(body.length).toBeLessThanOrEqual(65_536);
    const [, count] = /\n\n… and (\d+) more lines: [^\n]+\n$/.exec(body) ?? [];
    const shown = lines.slice(0, lines.length - Number(count));
    expect(body.startsWith(`<!-- tencentrtc prod -->\n${shown.join("\n")}\n\n`)).toBe(true);
    expect(shown.length).toBeGreaterThan(1_500);
  });
});
