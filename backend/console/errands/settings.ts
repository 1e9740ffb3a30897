import { html } from "hono/html";
import { type ApplicationRecord, ModifyApplication } from "../../api";
import type { Answers } from "../answers";
import type { Field } from "../form";
import { applicationPath } from "../paths";
import { type MakeErrand, ofDeclaration } from "./place";

const fieldsOf = (application: ApplicationRecord): readonly Field[] => [
  {
    kind: "text",
    name: "Name",
    label: "Application name",
    hint: "1-15 letters, digits or underscores",
    value: application.Name,
  },
  {
    kind: "long-text",
    name: "Description",
    label: "Description",
    hint: "0-300 letters, digits or underscores",
    value: application.Description,
  },
  {
    kind: "text",
    name: "ApplicationType",
    label: "Application type",
    hint: "At most 40 characters; empty for none",
    value: application.ApplicationType ?? "",
  },
  {
    kind: "boxes",
    name: "DeletionProtection",
    label: "Deletion protection",
    values: application.DeletionProtection ? ["on"] : [],
    options: [{ value: "on", text: "Refuse every deletion" }],
  },
];

/** As a browser gives a text of one line back that nobody has touched. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n]/g, "");

/** What differs from what the form showed: a name that no rule allows may stay as long as nobody touches it. */
function changesOf(application: ApplicationRecord, answers: Answers) {
  const [name, description, type] = ["Name", "Description", "ApplicationType"].map((field) =>
    answers.text(field),
  );
  const isProtected = answers.all("DeletionProtection").includes("on");
  return {
    ...(name !== oneLine(application.Name) && { Name: name }),
    ...(description !== application.Description && { Description: description }),
    ...(type !== oneLine(application.ApplicationType ?? "") && {
      ApplicationType: type === "" ? null : type,
    }),
    ...(isProtected !== application.DeletionProtection && { DeletionProtection: isProtected }),
  };
}

export const edit: MakeErrand = (visit, { application }) => ({
  title: `Edit ${application.Name}`,
  statement: ofDeclaration(application.Owner),
  fields: fieldsOf(application),
  button: "Save",
  back: applicationPath(application.SdkAppId),
  async carryOut({ answers }) {
    const { SdkAppId } = application;
    await visit.submit(ModifyApplication, { SdkAppId, ...changesOf(application, answers) });
    return { said: "Saved.", to: applicationPath(SdkAppId) };
  },
});

export const openRtc: MakeErrand = (visit, { application }) => ({
  title: `Open the RTC service of ${application.Name}`,
  statement: html`<p>The RTC service is opened on SDKAppID ${application.SdkAppId} itself: accounts and UserSigs serve both. It can't be closed alone again.</p>${ofDeclaration(application.Owner)}`,
  fields: [],
  button: "Open",
  back: applicationPath(application.SdkAppId),
  async carryOut() {
    const { SdkAppId } = application;
    await visit.ask(ModifyApplication, { SdkAppId, RtcService: true });
    return { said: "The RTC service is open.", to: applicationPath(SdkAppId) };
  },
});

export const upgradeKey: MakeErrand = (visit, { application }) => ({
  title: `Upgrade the key of ${application.Name}`,
  statement: html`<p>The application signs with HMAC-SHA256 then, for good. UserSigs made with its key pair stay valid until they expire, and running services notice nothing.</p>${ofDeclaration(application.Owner)}`,
  fields: [],
  button: "Upgrade",
  back: applicationPath(application.SdkAppId),
  async carryOut() {
    const { SdkAppId } = application;
    await visit.ask(ModifyApplication, { SdkAppId, SignatureAlgorithm: "HMAC-SHA256" });
    return { said: "The application signs with HMAC-SHA256 now.", to: applicationPath(SdkAppId) };
  },
});
