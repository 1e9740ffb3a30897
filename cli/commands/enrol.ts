import type { Command } from "commander";
import { EnrolApplication } from "../../backend/api";
import { explain, isExpected } from "../../ground/errors";
import type { Line } from "../../ground/one-line";
import type { Client } from "../../provider/client/client";
import {
  type AccountOptions,
  chosenPlace,
  inChosenAccount,
  withAccountOptions,
} from "../accounts/named-account";
import type { Claim } from "../claims/claims-file";
import { exitCodes } from "../terminal/exit-codes";
import { note, print, printJson } from "../terminal/screen";

interface EnrolOptions extends AccountOptions {
  readonly csv: string;
  readonly withoutKeys?: boolean;
}

export const addEnrol = (program: Command): void => {
  withAccountOptions(program.command("enrol"))
    .summary("make applications of Tencent Cloud known to a real account of the backend")
    .description(
      "Makes the applications of a CSV file known to a real account (`account add --site --uin`), with their keys, which the\n" +
        "backend keeps sealed. Tencent Cloud is asked about each first, by the backend: a wrong key, another region or an\n" +
        "application that nothing proves to be there is refused, and the others are enrolled. Nothing changes at Tencent Cloud.\n" +
        "The file is that of `verify --csv`. Running it again changes nothing. Exit code 1: one wasn't enrolled.",
    )
    .requiredOption("--csv <file>", "the file: columns id, region, key and, if there, admins")
    .option("--without-keys", "enrol also where no key is given: nobody is asked, and all is assumed")
    .action(enrol);
};

type Result =
  | { readonly sdkAppId: number; readonly outcome: "enrolled" | "known"; readonly application: Enrolled }
  | { readonly sdkAppId: number; readonly outcome: "refused"; readonly why: string };
type Answer = Awaited<ReturnType<typeof enrolOne>>;
type Enrolled = Answer["Application"];

async function enrol(options: EnrolOptions, command: Command): Promise<void> {
  const { readClaims }: typeof import("../claims/claims-file") = require("../claims/claims-file");
  const { keyOf }: typeof import("../claims/keys") = require("../claims/keys");
  const { enrolledAsJson, enrolledTable }: typeof import("../claims/enrolled-table") =
    require("../claims/enrolled-table");

  const claims = readClaims(options.csv);
  // One after the other: a person may be asked.
  const keys = new Map<Claim, Line>();
  for (const claim of claims) keys.set(claim, await keyOf(claim, options.csv));
  const advice = new Set<string>();
  const one = async (client: Client, claim: Claim): Promise<Result> => {
    const { sdkAppId } = claim;
    const key = keys.get(claim) ?? { fault: "isn't given" };
    const isOpen = claim.key === undefined && options.withoutKeys === true;
    if ("fault" in key && !isOpen) {
      const instead = claim.key === undefined ? "; --without-keys enrols it all the same" : "";
      return { sdkAppId, outcome: "refused", why: `the key ${key.fault}${instead}` };
    }
    try {
      const answer = await enrolOne(client, claim, "text" in key ? key.text : undefined);
      for (const step of answer.Next) advice.add(step);
      return {
        sdkAppId,
        outcome: answer.Existed ? "known" : "enrolled",
        application: answer.Application,
      };
    } catch (error) {
      if (!isExpected(error)) throw error;
      return { sdkAppId, outcome: "refused", why: explain(error) };
    }
  };
  const results = await inChosenAccount(options, command, (client) =>
    Promise.all(claims.map((claim) => one(client, claim))),
  );

  const refused = results.flatMap((result) => (result.outcome === "refused" ? [result] : []));
  const done = results.flatMap((result) => (result.outcome === "refused" ? [] : [result]));
  process.exitCode = refused.length > 0 ? exitCodes.failed : exitCodes.clean;
  for (const { sdkAppId, why } of refused) note(`error: ${sdkAppId} isn't enrolled: ${why}`);
  if (options.json) {
    const applications = results.map((result) =>
      result.outcome === "refused"
        ? result
        : { outcome: result.outcome, ...enrolledAsJson(result.application) },
    );
    return printJson({ database: chosenPlace(options), applications, next: [...advice] });
  }
  const fresh = done.filter(({ outcome }) => outcome === "enrolled").length;
  const shown = done.map(({ application }) => ({ application, open: [] }));
  print(
    [
      ...(done.length > 0 ? [enrolledTable(shown), ""] : []),
      ...[...advice].map((step) => `→ ${step}`),
      `${fresh} enrolled, ${done.length - fresh} known before, ${refused.length} refused.`,
    ].join("\n"),
  );
}

const enrolOne = (client: Client, { sdkAppId, region, admins }: Claim, key: string | undefined) =>
  client.call(EnrolApplication, {
    SdkAppId: sdkAppId,
    Admins: [...admins],
    ...(region !== undefined && { Region: region }),
    ...(key !== undefined && { SecretKey: key }),
  });
