import { z } from "zod";
import {
  ApplicationDescription,
  ApplicationName,
  ApplicationType,
  CreateApplication,
  products,
  productTitles,
  regions,
} from "../../api";
import type { Errand } from "../errand";
import type { Answers } from "../page/answers";
import { type Field, faultsOf } from "../page/form";
import { allApplications, applicationPath } from "../page/paths";
import type { Visit } from "../session/visit";

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

/** What the service judges of a new application when its request is sound. */
const texts = z.object({
  Name: ApplicationName,
  Description: ApplicationDescription,
  ApplicationType: ApplicationType.nullable(),
});

const textsIn = (answers: Answers): z.input<typeof texts> => ({
  Name: answers.text("Name"),
  Description: answers.text("Description"),
  ApplicationType: answers.text("ApplicationType") || null,
});

export const newApplication = (visit: Visit): Errand => ({
  title: "Create application",
  fields,
  button: "Create",
  back: allApplications,
  judge: (answers) => faultsOf(texts, textsIn(answers)),
  async carryOut({ answers, clientToken }) {
    const { SdkAppId, Replayed } = await visit.submit(CreateApplication, {
      ClientToken: clientToken,
      ...textsIn(answers),
      Products: answers.all("Products"),
      Region: answers.text("Region"),
    });
    const said = Replayed
      ? `This form has made application ${SdkAppId} before: nothing was changed now.`
      : `Application ${SdkAppId} is there.`;
    return { said, to: applicationPath(SdkAppId) };
  },
});
