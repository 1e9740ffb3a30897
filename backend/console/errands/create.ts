import { CreateApplication, products, productTitles, regions } from "../../api";
import { fieldsOfNew, rulesOfNew, textsIn } from "../application/fields";
import type { Errand } from "../errand";
import { type Field, faultsOf } from "../page/form";
import { allApplications, applicationPath } from "../page/paths";
import type { Visit } from "../session/visit";

const fields: readonly Field[] = [
  ...fieldsOfNew.slice(0, 1),
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
  ...fieldsOfNew.slice(1),
];

export const newApplication = (visit: Visit): Errand => ({
  title: "Create application",
  fields,
  button: "Create",
  back: allApplications,
  judge: (answers) => faultsOf(rulesOfNew, textsIn(answers)),
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
