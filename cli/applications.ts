import type { Command } from "commander";
import { type ApplicationRecord, ownerInWords } from "../backend/api";
import { everyApplication } from "../provider/client/every-application";
import type { TagRecord } from "../provider/client/reads";
import { asPerson, type BackendOptions, placeShown, withBackendOptions } from "./backend";
import { type Cell, type Colour, print, printJson, table } from "./screen";

export const addApplications = (program: Command): void => {
  withBackendOptions(program.command("applications"))
    .summary("list the applications in the backend")
    .description("Lists the applications in the backend: what is there, whatever a program or a state says.")
    .action(listApplications);
};

async function listApplications(options: BackendOptions): Promise<void> {
  const { simulated, applications } = await asPerson(options, async (client) => {
    const { Simulated } = await client.account();
    const records = await everyApplication(client);
    const tags = await Promise.all(records.map(({ SdkAppId }) => client.tags(SdkAppId)));
    return { simulated: Simulated, applications: records.map((record, i) => listed(record, tags[i] ?? [])) };
  });
  const database = placeShown(options);
  if (options.json) return printJson({ database, simulated, applications });
  if (applications.length === 0) return print(`No applications in ${database}.`);
  print(
    table(
      ["SDKAPPID", "NAME", "REGION", "STATUS", "DECLARED BY", "TAGS"],
      applications.map((application) => [
        { text: String(application.sdkAppId), colour: "bold" },
        { text: application.name },
        { text: application.region },
        statusCell(application),
        declaredBy(application),
        { text: tagsInWords(application) },
      ]),
    ),
  );
}

type Listed = ReturnType<typeof listed>;

/** The names that the properties of an `Application` have in a program. */
const listed = (application: ApplicationRecord, tags: readonly TagRecord[]) => ({
  sdkAppId: application.SdkAppId,
  name: application.Name,
  description: application.Description,
  region: application.Region,
  products: application.Products,
  status: application.Status,
  /** When the running change of status ends; null where none runs. */
  statusUntil: application.StatusUntil,
  disabledReason: application.DisabledReason,
  disabledCure: application.Cure,
  deletionProtection: application.DeletionProtection,
  tags: Object.fromEntries(tags.map(({ TagKey, TagValue }) => [TagKey, TagValue])),
  adminAccounts: application.AdminAccounts.map(({ UserId }) => UserId),
  /** What is to go with it: `PushCertificate 1400000001/9900001`. */
  leaving: (application.Leaving ?? []).map(({ Noun, Id }) => `${Noun} ${Id}`),
  /** `organization::stack::project::parents::name`; null where no declaration manages it. */
  declaration: application.Owner,
  createdTime: application.CreatedTime,
});

const statusColours: Partial<Record<ApplicationRecord["Status"], Colour>> = {
  Normal: "green",
  Disabled: "red",
  Expired: "red",
};

const statusCell = ({ status, disabledReason, leaving }: Listed): Cell => ({
  text: `${disabledReason === null ? status : `${status} (${disabledReason})`}${leaving.length === 0 ? "" : `, ${leaving.length} leaving`}`,
  colour: statusColours[status] ?? "yellow",
});

const declaredBy = ({ declaration }: Listed): Cell =>
  declaration === null ? { text: "nobody", colour: "yellow" } : { text: ownerInWords(declaration) };

const tagsInWords = ({ tags }: Listed): string =>
  Object.entries(tags)
    .map((tag) => tag.join("="))
    .join(" ");
