import { CreateApplication, products, productTitles, regions } from "../../api";
import type { Errand } from "../errand";
import type { Field } from "../form";
import { allApplications, applicationPath } from "../paths";
import type { Visit } from "../visit";

const fields: readonly Field[] = [
  { kind: "text", name: "Name", label: "Application name", hint: "1-15 letters, digits or underscores" },
  {
    kind: "boxes",
    name: "Products",
    label: "Products",
    options: products.map((value) => ({ value, text: productTitles[value] })),
  },
  {
    kind: "choice",
    name: "Region",
    label: "Region",
    hint: "Where Chat data is stored; it can't be changed later",
    value: "singapore",
    options: regions.map((value) => ({ value, text: value })),
  },
  {
    kind: "text",
    name: "ApplicationType",
    label: "Application type",
    hint: "At most 40 characters; empty for none",
  },
  {
    kind: "long-text",
    name: "Description",
    label: "Description",
    hint: "0-300 letters, digits or underscores",
  },
];

export const newApplication = (visit: Visit): Errand => ({
  title: "Create application",
  fields,
  button: "Create",
  back: allApplications,
  async carryOut({ answers, clientToken }) {
    const type = answers.text("ApplicationType");
    const { SdkAppId, Replayed } = await visit.submit(CreateApplication, {
      ClientToken: clientToken,
      Name: answers.text("Name"),
      Products: answers.all("Products"),
      Region: answers.text("Region"),
      ApplicationType: type === "" ? null : type,
      Description: answers.text("Description"),
    });
    const said = Replayed
      ? `This form has made application ${SdkAppId} before: nothing was changed now.`
      : `Application ${SdkAppId} is there.`;
    return { said, to: applicationPath(SdkAppId) };
  },
});
