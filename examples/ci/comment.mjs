#!/usr/bin/env node
// @ts-check
// Puts a report on a pull request of GitHub or a merge request of GitLab, in the place of the one from the last push:
//
//   node comment.mjs reports/preview.md
//
// GitHub: GH_TOKEN, and PR with the number of the pull request; COMMENT_AUTHOR where the token isn't the job's own.
// GitLab: GITLAB_TOKEN, an access token with the scope `api`. Everything else is set in every job. Only a comment of the
// token's owner is changed: anybody can begin one as ours begins.
import fs from "node:fs";

/** By which our comment is found again: one for each environment. */
const marker = `<!-- tencentrtc ${process.env.TENCENTRTC_ENVIRONMENT ?? ""} -->`;

/** What GitHub takes in one comment, in characters; GitLab takes more. */
const longest = 65_536;
const perPage = 100;

/** @typedef {{ id: number, body?: string | null, user?: { login: string }, author?: { id: number } }} Comment */
/**
 * @typedef {{
 *   comments: string,
 *   one: (id: number) => string,
 *   change: "PATCH" | "PUT",
 *   headers: Record<string, string>,
 *   isOwn: () => Promise<(comment: Comment) => boolean>,
 * }} Site
 */

/** @param {string} name */
function variable(name) {
  const value = process.env[name];
  if (value) return value;
  throw new Error(`${name} isn't set`);
}

/** @returns {Site} */
function github() {
  const repository = `${variable("GITHUB_API_URL")}/repos/${variable("GITHUB_REPOSITORY")}`;
  return {
    comments: `${repository}/issues/${variable("PR")}/comments`,
    one: (id) => `${repository}/issues/comments/${id}`,
    change: "PATCH",
    headers: { authorization: `Bearer ${variable("GH_TOKEN")}` },
    // A job's token can't ask who it is.
    isOwn: async () => {
      const login = process.env.COMMENT_AUTHOR || "github-actions[bot]";
      return ({ user }) => user?.login === login;
    },
  };
}

/** @returns {Site} */
function gitlab() {
  const project = `${variable("CI_API_V4_URL")}/projects/${variable("CI_PROJECT_ID")}`;
  const comments = `${project}/merge_requests/${variable("CI_MERGE_REQUEST_IID")}/notes`;
  return {
    comments,
    one: (id) => `${comments}/${id}`,
    change: "PUT",
    headers: { "private-token": variable("GITLAB_TOKEN") },
    isOwn: async () => {
      const { id } = await call("GET", `${variable("CI_API_V4_URL")}/user`);
      return ({ author }) => author?.id === id;
    },
  };
}

const { comments, one, change, headers, isOwn } = process.env.GITLAB_CI ? gitlab() : github();

/** @param {string} method @param {string} url @param {object} [body] */
async function call(method, url, body) {
  const response = await fetch(url, {
    method,
    headers: { ...headers, "content-type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`${method} ${url} answered ${response.status}: ${await response.text()}`);
  return response.json();
}

/** @returns {Promise<number | undefined>} */
async function ours() {
  const owns = await isOwn();
  for (let page = 1; ; page += 1) {
    /** @type {Comment[]} */
    const found = await call("GET", `${comments}?per_page=${perPage}&page=${page}`);
    const comment = found.find((one) => owns(one) && one.body?.startsWith(marker));
    if (comment) return comment.id;
    if (found.length < perPage) return undefined;
  }
}

/** As many whole lines as a comment takes, with room for the marker and the line that says how many are missing. */
function fitted(/** @type {string} */ report) {
  const lines = report.trimEnd().split("\n");
  let shown = 0;
  for (let room = longest - 500; shown < lines.length; shown += 1) {
    room -= (lines[shown]?.length ?? 0) + 1;
    if (room < 0) break;
  }
  if (shown === lines.length) return report;
  const rest = `… and ${lines.length - shown} more lines: the whole report is among the job's artifacts.`;
  return `${lines.slice(0, shown).join("\n")}\n\n${rest}\n`;
}

const body = `${marker}\n${fitted(fs.readFileSync(process.argv[2] ?? "reports/preview.md", "utf8"))}`;
const id = await ours();
if (id === undefined) await call("POST", comments, { body });
else await call(change, one(id), { body });
