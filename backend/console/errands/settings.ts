import { html } from "hono/html";
import { ModifyApplication } from "../../api";
import { changesIn, editableFields } from "../application/fields";
import { applicationPath } from "../page/paths";
import { type MakeErrand, ofDeclaration } from "./place";

export const edit: MakeErrand = (visit, { application }) => ({
  title: `Edit ${application.Name}`,
  statement: ofDeclaration(application.Owner),
  fields: editableFields(application),
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
