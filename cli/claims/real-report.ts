import { askAll, questionsOf, questionsOfAccount, type RealCheck } from "../../backend/cloud";
import { UserError } from "../../ground/errors";
import { exitCodes } from "../terminal/exit-codes";
import { type Cell, print, printJson, table } from "../terminal/screen";
import { readClaims } from "./claims-file";
import { keyOf } from "./keys";
import { type Tencent, type TencentOptions, withTencent } from "./tencent";

interface ReportOptions extends TencentOptions {
  readonly csv?: string;
  readonly json?: boolean;
}

/**
 * Asks Tencent what its documents leave open, of an account and of the applications of a file, and prints the answers
 * without any secret.
 */
export async function reportOnTencent(options: ReportOptions, signal: AbortSignal): Promise<void> {
  const ask = (tencent: Tencent) => checksOf(options.csv, tencent, signal);
  const checks = await withTencent(options, ask, signal);
  if (checks.some(({ isAnswered }) => !isAnswered)) process.exitCode = exitCodes.failed;
  if (checks.some(({ holds }) => holds === false)) process.exitCode ??= exitCodes.found;
  if (options.json) return printJson({ checks });
  print(reportTable(checks));
}

async function checksOf(
  csv: string | undefined,
  { account, chat }: Tencent,
  signal: AbortSignal,
): Promise<readonly RealCheck[]> {
  if (!account && csv === undefined) {
    throw new UserError(
      "there is nothing to ask with: give a key pair of an account in TENCENTRTC_CLOUD_SECRET_ID and TENCENTRTC_CLOUD_SECRET_KEY, or a throw-away application by --csv",
    );
  }
  const applications = csv === undefined ? [] : await applicationsOf(csv);
  const ids = applications.map(({ sdkAppId }) => sdkAppId);
  const ofAccount = account ? questionsOfAccount(account, ids, Date.now(), signal) : [];
  const ofEach = applications.flatMap((application) => questionsOf(chat, application, signal));
  return askAll([...ofAccount, ...ofEach], signal);
}

/** @throws UserError for one that can't be asked: nothing was tried with any. */
async function applicationsOf(csv: string) {
  const applications = [];
  for (const claim of readClaims(csv)) {
    const { sdkAppId, region } = claim;
    if (region === undefined) {
      throw new UserError(
        `${csv}: ${sdkAppId} needs its region here: another one's host is tried on purpose`,
      );
    }
    const key = await keyOf(claim, csv);
    if ("fault" in key) throw new UserError(`${csv}: the key of ${sdkAppId} ${key.fault}`);
    applications.push({ sdkAppId, region, secretKey: key.text });
  }
  return applications;
}

const reportTable = (checks: readonly RealCheck[]): string =>
  table(
    ["HOLDS", "ABOUT", "QUESTION", "ANSWER", "EXPECTED"],
    checks.map(({ holds, about, question, answer, expected }): Cell[] => [
      holds === null
        ? { text: "-" }
        : holds
          ? { text: "yes", colour: "green" }
          : { text: "NO", colour: "red" },
      { text: about ?? "account" },
      { text: question },
      { text: answer },
      { text: expected ?? "" },
    ]),
  );
