import { askAll, questionsOf, questionsOfAccount, type RealCheck } from "../../backend/cloud";
import { UserError } from "../../ground/errors";
import { exitCodes } from "../terminal/exit-codes";
import { type Cell, note, print, printJson, table } from "../terminal/screen";
import { readClaims } from "./claims-file";
import { keyOf } from "./keys";
import { type TencentOptions, tencentOf } from "./tencent";

interface ReportOptions extends TencentOptions {
  readonly csv?: string;
  readonly json?: boolean;
}

/**
 * Asks Tencent what its documents leave open, of an account and of the applications of a file, and prints the answers
 * without any secret.
 */
export async function reportOnTencent(options: ReportOptions, signal: AbortSignal): Promise<void> {
  const { csv } = options;
  const claims = csv === undefined ? [] : readClaims(csv);
  const tencent = tencentOf(options, process.env);
  try {
    const { account, chat } = tencent;
    if (!account && csv === undefined) {
      throw new UserError(
        "there is nothing to ask with: give a key pair of an account in TENCENTRTC_CLOUD_SECRET_ID and TENCENTRTC_CLOUD_SECRET_KEY, or a throw-away application by --csv",
      );
    }
    const ids = claims.map(({ sdkAppId }) => sdkAppId);
    const ofAccount = account ? questionsOfAccount(account, ids, Date.now(), signal) : [];
    const checks = [...(await askAll(ofAccount, signal))];
    for (const claim of claims) {
      const key = csv === undefined ? undefined : await keyOf(claim, csv);
      const { sdkAppId, region } = claim;
      if (!key || "fault" in key || region === undefined) {
        const why = key && "fault" in key ? `its key ${key.fault}` : "its region must be given here";
        note(`${sdkAppId} isn't asked: ${why}`);
        process.exitCode = exitCodes.failed;
        continue;
      }
      const application = { sdkAppId, region, secretKey: key.text };
      checks.push(...(await askAll(questionsOf(chat, application, signal), signal)));
    }
    if (checks.some(({ isAnswered }) => !isAnswered)) process.exitCode = exitCodes.failed;
    if (checks.some(({ holds }) => holds === false)) process.exitCode ??= exitCodes.found;
    if (options.json) return printJson({ checks });
    print(reportTable(checks));
  } finally {
    await tencent.close();
  }
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
