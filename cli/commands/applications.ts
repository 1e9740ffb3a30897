import type { Command } from "commander";
import {
  DescribeTrials,
  type EnrolledApplication,
  ownerInWords,
  type SimulatedApplication,
  type WebhookRecord,
} from "../../backend/api";
import type { Account, Client } from "../../provider/client/client";
import { everyApplication, simulatedAmong } from "../../provider/client/every-application";
import { everyEnrolled } from "../../provider/client/every-enrolled";
import { tagsOn } from "../../provider/resources/application/tags";
import { everyCertificate } from "../../provider/resources/push-certificate/look-up";
import { everyKnownWebhook, everyWebhook } from "../../provider/resources/webhook/look-up";
import { placeShown } from "../accounts/backend";
import {
  type AccountOptions,
  accountsOf,
  inAccount,
  ofEach,
  optionsOf,
  withAccountOptions,
} from "../accounts/named-account";
import { enrolledAsJson, enrolledTable, pendingInWords } from "../claims/enrolled-table";
import { type Known, listed, subscriptionsOf, webhookListed } from "../reports/application-listed";
import { exitCodes } from "../terminal/exit-codes";
import { type Cell, type Colour, note, print, printJson, table } from "../terminal/screen";

export const addApplications = (program: Command): void => {
  withAccountOptions(program.command("applications"))
    .summary("list the applications in the backend")
    .description(
      "Lists the applications that the backend holds, whatever a program or a state says, of every account in Pulumi.yaml\n" +
        "or of one. --json has everything that the console page shows. Exit code 1: an account could not be read.\n" +
        "Of a real account it shows what is known of each application, and how; `verify` asks Tencent Cloud anew.",
    )
    .action(listApplications);
};

/** What the backend of one account holds. */
type Holdings = (Simulated | Real) & {
  /** Account by its name in Pulumi.yaml; undefined where only `--database` names the backend. */
  readonly account?: string | undefined;
  readonly database: string;
};

interface Real {
  readonly simulated: false;
  readonly site: Account["Site"];
  readonly quotas: RealQuotas;
  readonly enrolled: readonly EnrolledApplication[];
  /** By SDKAppID. */
  readonly webhooks: ReadonlyMap<number, readonly WebhookRecord[]>;
}

/** Of what is known: trials are at Tencent Cloud alone, and so are applications that nobody has enrolled. */
interface RealQuotas {
  readonly applications: { readonly used: number; readonly limit: number };
  readonly trials: null;
  readonly adminAccountsPerApplication: number;
}

interface Simulated {
  readonly simulated: boolean;
  readonly quotas: Awaited<ReturnType<typeof quotasOf>>;
  readonly applications: readonly Known[];
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
    const backends = answers.map(asJson);
    const all = { backends, ...(errors.length > 0 && { errors }) };
    printJson(accounts.length === 1 && backends[0] ? backends[0] : all);
  } else print(answers.map((held) => inWords(held, accounts.length > 1)).join("\n\n") || "No applications.");
}

function asJson(held: Holdings): object {
  if (!("enrolled" in held)) return { ...held, applications: held.applications.map(listed) };
  const { enrolled, webhooks, ...rest } = held;
  const applications = enrolled.map((one) => ({
    ...enrolledAsJson(one),
    webhooks: (webhooks.get(one.SdkAppId) ?? []).map(webhookListed),
  }));
  return { ...rest, applications };
}

async function holdingsOf(client: Client): Promise<Simulated | Real> {
  const { Simulated, Executor, Site, Settings } = await client.account();
  if (Executor === "operator") {
    const enrolled = await everyEnrolled(client);
    const webhooks = enrolled.map(
      async ({ SdkAppId }) => [SdkAppId, await everyKnownWebhook(client, SdkAppId)] as const,
    );
    return {
      simulated: false,
      site: Site,
      quotas: realQuotas(enrolled, Settings),
      enrolled,
      webhooks: new Map(await Promise.all(webhooks)),
    };
  }
  const records = simulatedAmong(await everyApplication(client));
  const certificates = records.length > 0 ? await everyCertificate(client) : [];
  return {
    simulated: Simulated,
    quotas: await quotasOf(client),
    applications: await Promise.all(
      records.map(async (record) => ({
        record,
        tags: await tagsOn(client, record.SdkAppId),
        subscriptions: await subscriptionsOf(client, record),
        certificates: certificates.filter(({ SdkAppId }) => SdkAppId === record.SdkAppId),
        webhooks: await everyWebhook(client, record.SdkAppId),
      })),
    ),
  };
}

function realQuotas(enrolled: Real["enrolled"], settings: Account["Settings"]): RealQuotas {
  const isGone = ({ Facts }: EnrolledApplication) =>
    Facts.some(({ Fact, Value }) => Fact === "Status" && Value === "deleted");
  return {
    applications: {
      used: enrolled.filter((one) => !isGone(one)).length,
      limit: settings.ApplicationsPerAccount,
    },
    trials: null,
    adminAccountsPerApplication: settings.AdminAccountsPerApplication,
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

function inWords(held: Holdings, isSeveral: boolean): string {
  const { account, database } = held;
  const head = isSeveral ? `${account}: ` : "";
  if ("enrolled" in held) return enrolledInWords(held, head, database);
  const { quotas, applications } = held;
  if (applications.length === 0) return `${head}${isSeveral ? "no" : "No"} applications in ${database}.`;
  const { applications: used, trials } = quotas;
  return [
    ...(isSeveral ? [`${head}${database}`] : []),
    table(
      ["SDKAPPID", "NAME", "REGION", "STATUS", "PRODUCTS", "CERTIFICATES", "DECLARED BY", "TAGS"],
      applications.map(({ record, tags, certificates }) => [
        { text: String(record.SdkAppId), colour: "bold" },
        { text: record.Name },
        { text: record.Region },
        statusCell(record),
        { text: productsInWords(record) },
        certificatesCell(certificates),
        declaredBy(record),
        { text: tagsInWords(tags) },
      ]),
    ),
    `${used.used} of ${used.limit} applications, ${trials.used} of ${trials.limit} trials claimed.`,
  ].join("\n");
}

function enrolledInWords({ enrolled, quotas }: Real, head: string, database: string): string {
  if (enrolled.length === 0) return `${head}No applications are enrolled in ${database}.`;
  return [
    ...(head === "" ? [] : [`${head}${database}`]),
    enrolledTable(enrolled.map((application) => ({ application, open: [] }))),
    ...enrolled.flatMap(pendingInWords),
    `${quotas.applications.used} of ${quotas.applications.limit} applications, as far as they are enrolled; trials aren't known.`,
    "As they are known here; `tencentrtc verify` asks Tencent Cloud.",
  ].join("\n");
}

const statusColours: Partial<Record<SimulatedApplication["Status"], Colour>> = {
  Normal: "green",
  Disabled: "red",
  Expired: "red",
};

function statusCell({ Status, StatusUntil, DisabledReason, Leaving = [] }: SimulatedApplication): Cell {
  const why = DisabledReason === null ? "" : ` (${DisabledReason})`;
  const until = StatusUntil === null ? "" : ` until ${StatusUntil}`;
  const also = Leaving.length === 0 ? "" : `, ${Leaving.length} leaving`;
  return { text: `${Status}${why}${until}${also}`, colour: statusColours[Status] ?? "yellow" };
}

/** `chat pro until 2026-12-29, call none`. */
const productsInWords = ({ ProductStatus }: SimulatedApplication): string =>
  ProductStatus.map(
    ({ Product, Edition, ExpireTime }) =>
      `${Product} ${Edition}${ExpireTime ? ` until ${day(ExpireTime)}` : ""}`,
  ).join(", ");

/** How many there are, and which ends first. */
function certificatesCell(certificates: Known["certificates"]): Cell {
  const [first] = certificates
    .map(({ NotAfter }) => NotAfter)
    .filter((one) => one !== null)
    .sort();
  const count = certificates.length === 0 ? "" : String(certificates.length);
  if (!first) return { text: count };
  const isExpired = certificates.some(({ Expired }) => Expired);
  return isExpired
    ? { text: `${count}, expired ${day(first)}`, colour: "red" }
    : { text: `${count}, ends ${day(first)}` };
}

const day = (time: string): string => time.slice(0, 10);

const declaredBy = ({ Owner }: SimulatedApplication): Cell =>
  Owner === null ? { text: "nobody", colour: "yellow" } : { text: ownerInWords(Owner) };

const tagsInWords = (tags: Known["tags"]): string =>
  Object.entries(tags)
    .map((tag) => tag.join("="))
    .join(" ");
