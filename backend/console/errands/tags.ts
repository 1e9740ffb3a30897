import { html } from "hono/html";
import { AddResourceTag, DeleteResourceTag, UpdateResourceTagValue } from "../../api";
import { resourceOf, tagKeys, tagsOf } from "../application/holdings";
import { quoted } from "../page/elements";
import { applicationPath } from "../page/paths";
import type { MakeErrand } from "./place";

export const addTag: MakeErrand = async (visit, { application: { SdkAppId, Name } }) => ({
  title: `Add a tag to ${Name}`,
  statement: html`<p>A pair that isn't in Tag Management yet is made there.</p>`,
  fields: [
    {
      kind: "text",
      name: "TagKey",
      label: "Key",
      hint: "1-127 characters",
      suggestions: await tagKeys(visit),
    },
    { kind: "text", name: "TagValue", label: "Value", hint: "1-255 characters" },
  ],
  button: "Add",
  back: applicationPath(SdkAppId),
  async carryOut({ answers }) {
    await visit.submit(AddResourceTag, {
      Resource: resourceOf(visit, SdkAppId),
      TagKey: answers.text("TagKey"),
      TagValue: answers.text("TagValue"),
    });
    return { said: "The tag is on the application.", to: applicationPath(SdkAppId) };
  },
});

export const changeTag: MakeErrand = async (
  visit,
  { application: { SdkAppId, Name }, about: { TagKey = "" } },
) => ({
  title: `Change the tag ${TagKey} of ${Name}`,
  fields: [
    {
      kind: "text",
      name: "TagValue",
      label: `Value of ${TagKey}`,
      hint: "1-255 characters",
      value: (await tagsOf(visit, SdkAppId)).find(({ key }) => key === TagKey)?.value ?? "",
    },
  ],
  button: "Save",
  back: applicationPath(SdkAppId),
  async carryOut({ answers }) {
    const TagValue = answers.text("TagValue");
    await visit.submit(UpdateResourceTagValue, { Resource: resourceOf(visit, SdkAppId), TagKey, TagValue });
    return { said: "The tag has its new value.", to: applicationPath(SdkAppId) };
  },
});

export const removeTag: MakeErrand = (
  visit,
  { application: { SdkAppId, Name }, about: { TagKey = "" } },
) => ({
  title: `Delete a tag of ${Name}`,
  statement: html`<p>The tag <strong>${quoted(TagKey)}</strong> is taken off the application; in Tag Management it stays.</p>`,
  fields: [],
  button: "Delete",
  isDangerous: true,
  back: applicationPath(SdkAppId),
  async carryOut() {
    await visit.ask(DeleteResourceTag, { Resource: resourceOf(visit, SdkAppId), TagKey });
    return { said: "The tag is off the application.", to: applicationPath(SdkAppId) };
  },
});
