import { z } from "zod";
import { property } from "../lifecycle/properties/meta";
import { application } from "../resources";
import { ApplicationId } from "../resources/application/id";
import { applicationResult, keyResult, noApplication, shownAs } from "./application-result";
import { defineFunction } from "./function";

const args = z.strictObject({
  id: property(ApplicationId, {
    description: "The SDKAppID as text: an Application's `id`.",
    example: "1400000001",
  }),
});

const result = z.object({ ...applicationResult.shape, ...keyResult.shape });

export const getApplication = defineFunction({
  name: "getApplication",
  description: "Returns an application by its SDKAppID, with its keys, whoever manages it.",
  args,
  result,

  whyMissing: ({ id }) => noApplication(id),
  async find(session, { id }) {
    const found = await application.observe(session, id);
    return found && shownAs(result, found.record, found.tags);
  },
});
