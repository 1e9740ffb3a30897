import { html } from "hono/html";
import { equalInConstantTime } from "../../ground/constant-time";
import { ApiError } from "../api";
import type { Access } from "../service";
import type { Answers } from "./page/answers";
import { type Field, fieldset, refusal } from "./page/form";
import type { Page } from "./page/layout";
import { root } from "./page/paths";

const secretId: Field = { name: "SecretId", label: "SecretId", kind: "text" };
const fields: readonly Field[] = [secretId, { name: "SecretKey", label: "SecretKey", kind: "secret" }];

export const signInPage = (refused?: { readonly answers: Answers; readonly error: ApiError }): Page => ({
  title: "Sign in",
  main: html`<div class="sign-in"><h1>Sign in</h1>
${refused && refusal(refused.error, fields)}
<form method="post" action="${root}/sign-in" class="card">
<p>With a key pair of this backend, as <code>tencentrtc account add</code> and <code>tencentrtc account key</code> make them. This is not Tencent Cloud's console: never enter a key pair of Tencent Cloud here.</p>
${fieldset(fields, refused?.answers, refused?.error)}
<p class="actions"><button class="primary">Sign in</button></p>
</form></div>`,
});

const wrong = () =>
  new ApiError(
    "AuthFailure.SignatureFailure",
    "there is no such key pair here: check both parts, and that it belongs to this backend",
  );

/**
 * The owner of a key pair. Whether its first half exists isn't told.
 *
 * @throws ApiError where it is wrong, or a real account's, of which these pages would show what isn't so.
 */
export async function signIn(
  answers: Answers,
  find: (secretId: string) => Promise<Access | undefined>,
): Promise<Access> {
  const access = await find(answers.text("SecretId").trim());
  if (!access || !equalInConstantTime(access.secretKey, answers.text("SecretKey").trim())) throw wrong();
  if (access.executor === "operator") {
    throw new ApiError(
      "UnsupportedOperation",
      "this key pair is of a real account, and these pages are for simulated ones: use the command (`tencentrtc verify`), and Tencent Cloud's own console",
    );
  }
  return access;
}
