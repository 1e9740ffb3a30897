import { html } from "hono/html";
import { type ApplicationRecord, ModifyApplication } from "../../api";
import type { Answers } from "../page/answers";
import type { Field } from "../page/form";
import { applicationPath } from "../page/paths";
import { type MakeErrand, ofDeclaration } from "./place";

const protectedBox = "on";

/** The texts of the form. */
const textsOf = ({ Name, Description, ApplicationType }: ApplicationRecord) => ({
  Name,
  Description,
  ApplicationType: ApplicationType ?? "",
});
type TextName = keyof ReturnType<typeof textsOf>;

function fieldsOf(application: ApplicationRecord): readonly Field[] {
  const texts = textsOf(application);
  const isProtected = application.DeletionProtection ? [protectedBox] : [];
  const text = (kind: "text" | "long-text", name: TextName, label: string, hint: string): Field[] => [
    { kind, name, label, hint, value: texts[name] },
    { kind: "hidden", name: `Shown.${name}`, value: texts[name] },
  ];
  return [
    ...text("text", "Name", "Application name", "1-15 letters, digits or underscores"),
    ...text("long-text", "Description", "Description", "0-300 letters, digits or underscores"),
    ...text("text", "ApplicationType", "Application type", "At most 40 characters; empty for none"),
    {
      kind: "boxes",
      name: "DeletionProtection",
      label: "Deletion protection",
      values: isProtected,
      options: [{ value: protectedBox, text: "Refuse every deletion" }],
    },
    { kind: "hidden", name: "Shown.DeletionProtection", value: isProtected.join() },
  ];
}

/** As a browser gives a text back that nobody has touched: a field of one line has no line breaks. */
const untouched = (name: TextName, shown: string): string =>
  name === "Description" ? shown : shown.replaceAll(/[\r\n]/g, "");

/**
 * What differs from what the form showed: what somebody else changes meanwhile stays, and so does a name that no
 * rule allows.
 */
function changesIn(answers: Answers) {
  const isTouched = (name: TextName) => answers.text(name) !== untouched(name, answers.text(`Shown.${name}`));
  const isProtected = answers.text("DeletionProtection");
  const type = answers.text("ApplicationType");
  return {
    ...(isTouched("Name") && { Name: answers.text("Name") }),
    ...(isTouched("Description") && { Description: answers.text("Description") }),
    ...(isTouched("ApplicationType") && { ApplicationType: type === "" ? null : type }),
    ...(isProtected !== answers.text("Shown.DeletionProtection") && {
      DeletionProtection: isProtected === protectedBox,
    }),
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
    await visit.submit(ModifyApplication, { SdkAppId, ...changesIn(answers) });
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
