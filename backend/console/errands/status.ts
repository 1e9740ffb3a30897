import { html } from "hono/html";
import { ApiError, DeleteApplication, DisableApplication, EnableApplication, type Settings } from "../../api";
import { duration, type Html, quoted } from "../page/elements";
import { allApplications, applicationPath } from "../page/paths";
import { type MakeErrand, ofDeclaration } from "./place";

/*
 * What the RTC console has read before it disables, enables or deletes ("Important Note: Disable or Delete
 * Applications").
 */

/** "3 min 0 s to 5 min 0 s" as in the consoles, or whatever this account is set to. */
function windowInWords({ WindowSecondsMin: least, WindowSecondsMax: most }: Settings): string {
  const [from, to] = [duration(least * 1_000), duration(most * 1_000)];
  return from === to ? to : `${from} to ${to}`;
}

const tillItTakesEffect = (settings: Settings): Html =>
  html`<li>It takes ${windowInWords(settings)} to take effect everywhere. Until then new users may still enter rooms, and are billed as usual.</li>`;

const whatStops = html`<li>Call, Conference, RTC Engine, Live and Chat stop together.</li>
<li>Afterwards nobody new gets in, but users who are in rooms go on being billed until their rooms are dismissed (<code>DismissRoom</code>).</li>
<li>Cloud recordings stay in COS or VOD and are managed there.</li>`;

export const disable: MakeErrand = (visit, { application }) => ({
  title: `Disable ${application.Name}`,
  statement: html`<h2>Disable statement</h2><ul>${tillItTakesEffect(visit.account.Settings)}${whatStops}</ul>${ofDeclaration(application.Owner)}`,
  fields: [],
  button: "Disable",
  isDangerous: true,
  back: applicationPath(application.SdkAppId),
  async carryOut() {
    const { SdkAppId } = application;
    await visit.ask(DisableApplication, { SdkAppId });
    return { said: `Application ${SdkAppId} is being disabled.`, to: applicationPath(SdkAppId) };
  },
});

export const enable: MakeErrand = (visit, { application }) => ({
  title: `Enable ${application.Name}`,
  statement: html`<h2>Enable statement</h2><ul>${tillItTakesEffect(visit.account.Settings)}<li>Every product of the application comes back, and is billed.</li></ul>${ofDeclaration(application.Owner)}`,
  fields: [],
  button: "Enable",
  back: applicationPath(application.SdkAppId),
  async carryOut() {
    const { SdkAppId } = application;
    await visit.ask(EnableApplication, { SdkAppId });
    return { said: `Application ${SdkAppId} is being enabled.`, to: applicationPath(SdkAppId) };
  },
});

export const remove: MakeErrand = (visit, { application }) => ({
  title: `Delete ${application.Name}`,
  statement: html`<h2>Delete statement</h2><ul><li><strong>All data and services of SDKAppID ${application.SdkAppId} (${quoted(application.Name)}) are lost and can't be recovered.</strong></li>${tillItTakesEffect(visit.account.Settings)}${whatStops}</ul>${ofDeclaration(application.Owner, "makes another application, with another SDKAppID and key")}`,
  fields: [
    {
      kind: "text",
      name: "Confirmation",
      label: `Type the SDKAppID, ${application.SdkAppId}, to confirm`,
    },
  ],
  button: "Confirm delete",
  isDangerous: true,
  back: applicationPath(application.SdkAppId),
  async carryOut({ answers }) {
    const { SdkAppId } = application;
    if (answers.text("Confirmation").trim() !== String(SdkAppId)) {
      throw new ApiError(
        "InvalidParameterValue",
        `must be ${SdkAppId}, the SDKAppID that is to be deleted`,
        "Confirmation",
      );
    }
    await visit.ask(DeleteApplication, { SdkAppId });
    return { said: `Application ${SdkAppId} is being deleted.`, to: allApplications };
  },
});
