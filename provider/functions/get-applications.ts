import { z } from "zod";
import { statuses } from "../../backend/api";
import { everyApplication } from "../client/every-application";
import { property } from "../lifecycle/properties/meta";
import { seeTags } from "../resources/application/tags";
import { applicationResult, shownAs } from "./application-result";
import { defineFunction } from "./function";

const args = z.strictObject({
  name: property(z.string('must be text, for example "support_chat"').optional(), {
    description: "Name to match exactly. Names need not be unique.",
    example: "support_chat",
  }),
  status: property(
    z.enum(statuses, `must be one of ${statuses.join(", ")}, for example "Normal"`).optional(),
    { description: "Status to match.", example: "Normal" },
  ),
  tags: property(
    z
      .record(z.string(), z.string(), 'must map tag keys to values, for example {"team": "support"}')
      .optional(),
    { description: "Tags that the application must have; it may have more.", example: { team: "support" } },
  ),
});

const result = z.object({
  ids: property(z.array(z.string()), { description: "Ids of the applications, the oldest first." }),
  applications: property(z.array(applicationResult), {
    description: "The applications, without their keys, which `getApplication` returns.",
  }),
});

export const getApplications = defineFunction({
  name: "getApplications",
  description:
    "Lists the applications of the account, whoever manages them: all, or those that match every filter.",
  args,
  result,
  beforeBackend: { ids: [], applications: [] },

  whyMissing: () => "there is always an answer, if an empty one",
  async find(session, { name, status, tags = {} }) {
    const records = (await everyApplication(session.client)).filter(
      (record) =>
        (name === undefined || record.Name === name) && (status === undefined || record.Status === status),
    );
    const tagged = await Promise.all(
      records.map(async (record) => ({
        record,
        tags: (await seeTags(session.client, record.SdkAppId)).tags,
      })),
    );
    const found = tagged.filter(({ tags: held }) =>
      Object.entries(tags).every(([key, value]) => held && Object.hasOwn(held, key) && held[key] === value),
    );
    return {
      ids: found.map(({ record }) => String(record.SdkAppId)),
      applications: found.map((one) => shownAs(applicationResult, one.record, one.tags)),
    };
  },
});
