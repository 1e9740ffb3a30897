import { z } from "zod";
import type { ApplicationRecord } from "../../backend/api";
import { property } from "../lifecycle/properties/meta";
import { application } from "../resources";
import { shown } from "../resources/application/fields";
import { outputs } from "../resources/application/properties";
import type { Tags } from "../resources/application/tags";

const { secretKey, publicKey, privateKey, ...told } = outputs.shape;

/** What anybody who may look sees of an application: as the resource's outputs, with what others did to it. */
export const applicationResult = z.object({
  id: property(z.string(), { description: "Id of the application as a resource: the SDKAppID as text." }),
  ...shown,
  adminAccounts: property(z.array(z.string()), { description: "Admin accounts of the application." }),
  owner: property(z.string().optional(), {
    description: "Declaration that manages the application: organisation, stack, project, parents and name.",
  }),
  ...told,
});

/** The keys of an application. */
export const keyResult = z.object({ secretKey, publicKey, privateKey });

/** Everything known of an application, of which a result keeps what it names. */
function describe(record: ApplicationRecord, tags: Tags | null): Record<string, unknown> {
  const observed = { record, tags };
  const known = {
    id: String(record.SdkAppId),
    ...application.facts(observed, {}),
    ...application.results(observed),
    tags,
    adminAccounts: record.AdminAccounts.map(({ UserId }) => UserId),
    owner: record.Owner,
  };
  return Object.fromEntries(
    Object.entries(known).filter(([, value]) => value !== null && value !== undefined),
  );
}

/** An application as a result has it. What nobody knows of a real one is absent, whatever the result says of it. */
export function shownAs<Result extends z.ZodObject>(
  result: Result,
  record: ApplicationRecord,
  tags: Tags | null,
): z.output<Result>;
export function shownAs(result: z.ZodObject, record: ApplicationRecord, tags: Tags | null): object {
  return (record.Executor === "operator" ? result.partial() : result).parse(describe(record, tags));
}

export const noApplication = (id: string): string =>
  `there is no application ${id}: it was deleted, or the SDKAppID is wrong`;
