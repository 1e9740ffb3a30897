import { html } from "hono/html";
import { CreateAdminAccount, DeleteAdminAccount } from "../../api";
import { quoted } from "../page/elements";
import { applicationPath } from "../page/paths";
import type { MakeErrand } from "./place";

export const addAdmin: MakeErrand = (visit, { application: { SdkAppId, Name } }) => ({
  title: `Add an admin account to ${Name}`,
  statement: html`<p>Admin accounts may call REST APIs, dismiss groups and message everyone.</p>`,
  fields: [
    { kind: "text", name: "UserId", label: "UserID", hint: "1-32 letters, digits, underscores or hyphens" },
  ],
  button: "Add",
  back: applicationPath(SdkAppId),
  async carryOut({ answers, clientToken }) {
    const UserId = answers.text("UserId");
    await visit.submit(CreateAdminAccount, { SdkAppId, UserId, ClientToken: clientToken });
    return { said: `Admin account "${UserId}" is there.`, to: applicationPath(SdkAppId) };
  },
});

export const removeAdmin: MakeErrand = (
  visit,
  { application: { SdkAppId, Name }, about: { UserId = "" } },
) => ({
  title: `Delete an admin account of ${Name}`,
  statement: html`<p>Servers that sign in as <strong>${quoted(UserId)}</strong> may no longer manage the application.</p>`,
  fields: [],
  button: "Delete",
  isDangerous: true,
  back: applicationPath(SdkAppId),
  async carryOut() {
    await visit.ask(DeleteAdminAccount, { SdkAppId, UserId });
    return { said: `Admin account "${UserId}" is deleted.`, to: applicationPath(SdkAppId) };
  },
});
