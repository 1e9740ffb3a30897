import { html } from "hono/html";
import { ApiError } from "../../api";
import { refusal } from "./form";
import type { Page } from "./layout";
import { allApplications } from "./paths";

/** A page for an error that no form can show. */
export const errorPage = (error: ApiError): Page => ({
  title: error.code.startsWith("ResourceNotFound") ? "Not found" : "That didn't work",
  main: html`<h1>${error.code.startsWith("ResourceNotFound") ? "Not found" : "That didn't work"}</h1>
${refusal(error)}
<p><a href="${allApplications}">All applications</a></p>`,
});

const statuses = [
  ["ResourceNotFound", 404],
  ["UnauthorizedOperation", 403],
  ["AuthFailure", 403],
  ["RequestLimitExceeded", 429],
  ["RequestSizeLimitExceeded", 413],
  ["InternalError", 500],
  ["ServiceUnavailable", 503],
] as const;

/** A browser, unlike an SDK, wants to know by the status. */
export const statusOf = ({ code }: ApiError) =>
  statuses.find(([family]) => code === family || code.startsWith(`${family}.`))?.[1] ?? 400;

/** What a page may say of an error that isn't the contract's: everything else is for logs. */
export const unknownError = (): ApiError =>
  new ApiError("InternalError", "the server failed: report it with the RequestId if it stays");
