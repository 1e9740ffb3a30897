import type { Command } from "commander";
import type { ResponseOf, VerifyApplications } from "../../backend/api";
import { UserError } from "../../ground/errors";
import type { Client } from "../../provider/client/client";
import { everyEnrolled, verifyEach } from "../../provider/client/every-enrolled";
import { type AccountOptions, chosenPlace, inChosenAccount } from "../accounts/named-account";
import { exitCodes } from "../terminal/exit-codes";
import { note, print, printJson } from "../terminal/screen";
import { enrolledAsJson, enrolledTable, pendingInWords } from "./enrolled-table";
import { reasonOfAll, remarksOf } from "./remarks";

type Entry = ResponseOf<typeof VerifyApplications>["Entries"][number];
type Verified = Extract<Entry, { Outcome: "Verified" }>;

/** Asks Tencent Cloud about all applications of a real account, and prints what is known of each, and how. */
export async function verifyAccount(options: AccountOptions, command: Command): Promise<void> {
  const { account, faults, entries } = await inChosenAccount(options, command, verified);
  const [refused, rows] = [entries.filter(isRefused), entries.filter(isVerified)];
  const isUnasked = faults.length + refused.length > 0 || rows.some(({ Verdict }) => Verdict === "unasked");
  const isFound = rows.some(({ Verdict }) => Verdict === "found");
  process.exitCode = isUnasked ? exitCodes.failed : isFound ? exitCodes.found : exitCodes.clean;
  const errors = [
    ...faults.map((fault) => `whose the applications are isn't known: ${fault}`),
    ...refused.map(({ SdkAppId, Message, Code }) => `${SdkAppId}: ${Message} (${Code})`),
  ];
  for (const error of errors) note(`error: ${error}`);
  if (options.json) {
    return printJson({
      database: chosenPlace(options),
      account,
      applications: rows.map(asJson),
      ...(errors.length > 0 && { errors }),
    });
  }
  if (rows.length === 0) return print("No applications are enrolled: `tencentrtc enrol` makes them known.");
  print(inWords(rows));
}

async function verified(client: Client) {
  const { Uin, Executor } = await client.account();
  if (Executor !== "operator") {
    throw new UserError(
      `the account ${Uin} is simulated, and has nothing at Tencent Cloud: give a list by --csv, or name a real account by --uin (\`tencentrtc account list\`) or by its key pair`,
    );
  }
  const ids = (await everyEnrolled(client)).map(({ SdkAppId }) => SdkAppId);
  return { account: Uin, ...(await verifyEach(client, ids)) };
}

const isVerified = (entry: Entry): entry is Verified => entry.Outcome === "Verified";
const isRefused = (entry: Entry): entry is Extract<Entry, { Outcome: "Refused" }> =>
  entry.Outcome === "Refused";

const asJson = ({ Application, Verdict, Unknown, Next }: Verified): object => ({
  ...enrolledAsJson(Application),
  verdict: Verdict,
  unknown: Unknown.map(({ Fact, UserId, Why }) => ({ fact: Fact, userId: UserId, why: Why })),
  next: Next,
});

function inWords(rows: readonly Verified[]): string {
  const shown = rows.map(({ Application, Unknown }) => ({ application: Application, open: Unknown }));
  const common = reasonOfAll(rows.map(({ Unknown }) => Unknown.find(({ Fact }) => Fact === "Owned")?.Why));
  const remarks = rows.flatMap((row) => remarksOn(row, common));
  const all = [...(common === undefined ? [] : [`whose they are isn't known: ${common}`]), ...remarks];
  const waiting = rows.flatMap(({ Application }) => pendingInWords(Application));
  return [enrolledTable(shown), ...waiting, ...(all.length > 0 ? ["", ...all] : [])].join("\n");
}

const remarksOn = ({ Application, Unknown, Next }: Verified, common: string | undefined): string[] =>
  remarksOf(Application.SdkAppId, {
    whys: Unknown.map(({ Why }) => Why).filter((why) => why !== common),
    next: Next,
  });
