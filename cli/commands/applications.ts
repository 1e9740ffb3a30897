import type { Command } from "commander";
import { type ApplicationRecord, DescribeTrials, ownerInWords } from "../../backend/api";
import type { Client } from "../../provider/client/client";
import { everyApplication } from "../../provider/client/every-application";
import { placeShown } from "../accounts/backend";
import {
  type AccountOptions,
  accountsOf,
  inAccount,
  ofEach,
  optionsOf,
  withAccountOptions,
} from "../accounts/named-account";
import { type Listed, listed, subscriptionsOf } from "../reports/application-listed";
import { exitCodes } from "../terminal/exit-codes";
import { type Cell, type Colour, note, print, printJson, table } from "../terminal/screen";

export const addApplications = (program: Command): void => {
  withAccountOptions(program.command("applications"))
    .summary("list the applications in the backend")
    .description(
      "Lists the applications in the backend: what is there, whatever a program or a state says; of every account in\n" +
        "Pulumi.yaml, or of one. --json has all that the console page has. Exit code 1: an account could not be read.",
    )
    .action(listApplications);
};

/** What the backend of one account holds. */
interface Holdings {
  /** As Pulumi.yaml calls it; undefined where `--database` alone names the backend. */
  readonly account?: string | undefined;
  readonly database: string;
  readonly simulated: boolean;
  readonly quotas: Awaited<ReturnType<typeof quotasOf>>;
  readonly applications: readonly Listed[];
}

async function listApplications(options: AccountOptions, command: Command): Promise<void> {
  const accounts = accountsOf(options, command);
  const { answers, errors } = await ofEach(accounts, async (account): Promise<Holdings | undefined> => {
    const held = await inAccount(account, options, holdingsOf);
    return held && { account, database: placeShown(optionsOf(account, options)), ...held };
  });
  for (const error of errors) note(`error: ${error}`);
  process.exitCode = errors.length > 0 ? exitCodes.failed : exitCodes.clean;
  if (options.json) {
    // One backend stands by itself, as in releases that knew no accounts.
    const all = { backends: answers, ...(errors.length > 0 && { errors }) };
    printJson(accounts.length === 1 && answers[0] ? answers[0] : all);
  } else print(answers.map((held) => inWords(held, accounts.length > 1)).join("\n\n") || "No applications.");
}

async function holdingsOf(client: Client): Promise<Omit<Holdings, "account" | "database">> {
  const { Simulated } = await client.account();
  const records = await everyApplication(client);
  const certificates = records.length > 0 ? await client.pushCertificates() : [];
  return {
    simulated: Simulated,
    quotas: await quotasOf(client),
    applications: await Promise.all(
      records.map(async (record) =>
        listed({
          record,
          tags: await client.tags(record.SdkAppId),
          subscriptions: await subscriptionsOf(client, record),
          certificates: certificates.filter(({ SdkAppId }) => SdkAppId === record.SdkAppId),
        }),
      ),
    ),
  };
}

async function quotasOf(client: Client) {
  const { Applications, Settings } = await client.account();
  const { Account } = await client.call(DescribeTrials, {});
  return {
    applications: { used: Applications, limit: Settings.ApplicationsPerAccount },
    trials: { used: Account.Claimed, limit: Account.Limit },
    adminAccountsPerApplication: Settings.AdminAccountsPerApplication,
    pushCertificatesPerApplication: Settings.PushCertificatesPerApplication,
  };
}

function inWords({ account, database, quotas, applications }: Holdings, isSeveral: boolean): string {
  const head = isSeveral ? `${account}: ` : "";
  if (applications.length === 0) return `${head}${isSeveral ? "no" : "No"} applications in ${database}.`;
  const { applications: used, trials } = quotas;
  return [
    ...(isSeveral ? [`${head}${database}`] : []),
    table(
      ["SDKAPPID", "NAME", "REGION", "STATUS", "PRODUCTS", "CERTIFICATES", "DECLARED BY", "TAGS"],
      applications.map((application) => [
        { text: String(application.sdkAppId), colour: "bold" },
        { text: application.name },
        { text: application.region },
        statusCell(application),
        { text: productsInWords(application) },
        certificatesCell(application),
        declaredBy(application),
        { text: tagsInWords(application) },
      ]),
    ),
    `${used.used} of ${used.limit} applications, ${trials.used} of ${trials.limit} trials claimed.`,
  ].join("\n");
}

const statusColours: Partial<Record<ApplicationRecord["Status"], Colour>> = {
  Normal: "green",
  Disabled: "red",
  Expired: "red",
};

function statusCell({ status, statusUntil, disabledReason, leaving }: Listed): Cell {
  const why = disabledReason === null ? "" : ` (${disabledReason})`;
  const until = statusUntil === null ? "" : ` until ${statusUntil}`;
  const also = leaving.length === 0 ? "" : `, ${leaving.length} leaving`;
  return { text: `${status}${why}${until}${also}`, colour: statusColours[status] ?? "yellow" };
}

/** `chat pro until 2026-12-29, call none`. */
const productsInWords = ({ productStatus }: Listed): string =>
  productStatus
    .map(
      ({ product, edition, expireTime }) =>
        `${product} ${edition}${expireTime ? ` until ${day(expireTime)}` : ""}`,
    )
    .join(", ");

/** How many there are, and which ends first. */
function certificatesCell({ pushCertificates }: Listed): Cell {
  const [first] = pushCertificates
    .map(({ notAfter }) => notAfter)
    .filter((one) => one !== null)
    .sort();
  const count = pushCertificates.length === 0 ? "" : String(pushCertificates.length);
  if (!first) return { text: count };
  const isExpired = pushCertificates.some(({ expired }) => expired);
  return isExpired
    ? { text: `${count}, expired ${day(first)}`, colour: "red" }
    : { text: `${count}, ends ${day(first)}` };
}

const day = (time: string): string => time.slice(0, 10);

const declaredBy = ({ declaration }: Listed): Cell =>
  declaration === null ? { text: "nobody", colour: "yellow" } : { text: ownerInWords(declaration) };

const tagsInWords = ({ tags }: Listed): string =>
  Object.entries(tags)
    .map((tag) => tag.join("="))
    .join(" ");
