import { html } from "hono/html";
import type { ApiError } from "../api";
import type { Answers } from "./page/answers";
import { type Html, shown } from "./page/elements";
import { envelope, type Field, fieldset, newClientToken, refusal } from "./page/form";
import type { Page } from "./page/layout";
import type { Done } from "./session/sessions";
import type { Visit } from "./session/visit";

/** A form as it came back. */
export interface Submission {
  readonly answers: Answers;
  /** For actions that take one: a form that is sent again much later still counts once. */
  readonly clientToken: string;
}

/** Something that is done on a page of its own: what to read, what to fill in, and a button. */
export interface Errand {
  /** May hold what users wrote. */
  readonly title: string;
  /** What it means, before it is done. */
  readonly statement?: Html;
  readonly fields: readonly Field[];
  readonly button: string;
  /** What stops a service or takes something away. */
  readonly isDangerous?: boolean;
  /** Where whoever doesn't want it goes back to. */
  readonly back: string;
  /** What is wrong with fields by themselves: some rules are asked only when others are kept, and a form tells all at once. */
  judge?(answers: Answers): readonly ApiError[];
  /** @throws ApiError where it is refused. */
  carryOut(submission: Submission): Promise<Omit<Done, "requestId">>;
}

/** A form that was refused, with what was filled in. */
export interface Refused {
  readonly submission: Submission;
  readonly error: ApiError;
}

export function errandPage(errand: Errand, { session }: Visit, refused?: Refused): Page {
  const { title, statement, fields, button, isDangerous = false, back } = errand;
  const error = refused?.error;
  const files = fields.some(({ kind }) => kind === "file");
  return {
    title: error ? `Refused: ${title}` : title,
    main: html`<h1>${shown(title)}</h1>
${error && refusal(error, fields)}
${statement}
<form method="post" class="errand"${files && html` enctype="multipart/form-data"`}>
${envelope({ formToken: session.formToken, clientToken: tokenAfter(refused) })}
${fieldset(fields, refused?.submission.answers, error)}
<p class="actions"><button class="${isDangerous ? "danger" : "primary"}">${button}</button> <a href="${back}">Cancel</a></p>
</form>`,
  };
}

/** The ClientToken of a form that is shown again: the one it had, unless that is what was refused. */
function tokenAfter(refused: Refused | undefined): string {
  if (!refused || refused.error.parameter === "ClientToken") return newClientToken();
  return refused.submission.clientToken;
}
