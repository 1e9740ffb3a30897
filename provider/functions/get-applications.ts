import { z } from "zod";
import { type ApplicationRecord, ListApplications, statuses } from "../../backend/api";
import { UserError } from "../lifecycle/errors";
import type { Session } from "../lifecycle/kind";
import { property } from "../lifecycle/meta";
import { observeTags } from "../lifecycle/tags";
import { applicationResult, describe } from "./application-result";
import { defineFunction } from "./function";

const args = z.strictObject({
  name: property(z.string('must be text, for example "support_chat"').optional(), {
    description: "Exactly this name. Names need not be unique.",
    example: "support_chat",
  }),
  status: property(
    z.enum(statuses, `must be one of ${statuses.join(", ")}, for example "Normal"`).optional(),
    { description: "Exactly this status.", example: "Normal" },
  ),
  tags: property(
    z
      .record(z.string(), z.string(), 'must map tag keys to values, for example {"team": "support"}')
      .optional(),
    { description: "All of these tags, and maybe more.", example: { team: "support" } },
  ),
});

const result = z.object({
  ids: property(z.array(z.string()), { description: "Ids of the applications, the oldest first." }),
  applications: property(z.array(applicationResult), {
    description: "The applications, without their keys: `getApplication` gives those.",
  }),
});

export const getApplications = defineFunction({
  name: "getApplications",
  description:
    "Lists the applications of the account, whoever manages them: all of them, or those that pass every filter given.",
  args,
  result,
  beforeBackend: { ids: [], applications: [] },

  async call(session, { name, status, tags = {} }) {
    const records = (await listAll(session)).filter(
      (record) =>
        (name === undefined || record.Name === name) && (status === undefined || record.Status === status),
    );
    const tagged = await Promise.all(
      records.map(async (record) => ({ record, tags: await observeTags(session, record.SdkAppId) })),
    );
    const found = tagged.filter(({ tags: held }) =>
      Object.entries(tags).every(([key, value]) => Object.hasOwn(held, key) && held[key] === value),
    );
    return result.parse({
      ids: found.map(({ record }) => String(record.SdkAppId)),
      applications: found.map((one) => describe(one.record, one.tags)),
    });
  },
});

/** Somebody who keeps making and deleting applications can't keep us at it for ever. */
const attempts = 5;

/** Every page, and again when the count has changed meanwhile: one deleted from an early page hides another. */
async function listAll({ client }: Session): Promise<ApplicationRecord[]> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const records: ApplicationRecord[] = [];
    const counts = new Set<number>();
    do {
      const page = await client.call(ListApplications, { Offset: records.length });
      counts.add(page.TotalCount);
      records.push(...page.Applications);
      if (page.Applications.length === 0) break;
    } while (records.length < Math.max(...counts));
    if (counts.size === 1 && counts.has(records.length)) return records;
  }
  throw new UserError("applications are being made or deleted all the while; try again when that is over");
}
