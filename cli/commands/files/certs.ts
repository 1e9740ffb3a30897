import { type Command, InvalidArgumentError } from "commander";
import type { PushCertificateRecord } from "../../../backend/api";
import { everyCertificate } from "../../../provider/resources/push-certificate/look-up";
import {
  type AccountOptions,
  accountsOf,
  inAccount,
  ofEach,
  withAccountOptions,
} from "../../accounts/named-account";
import { certificateFacts } from "../../reports/certificate-facts";
import { exitCodes } from "../../terminal/exit-codes";
import { type Cell, note, print, printJson, table } from "../../terminal/screen";

interface CertsOptions extends AccountOptions {
  readonly within: number;
}

type Certificate = PushCertificateRecord & { readonly account: string | undefined };

export const addCerts = (program: Command): void => {
  withAccountOptions(program.command("certs"))
    .summary("list push certificates by their expiry")
    .description(
      "Lists the push certificates of every account in Pulumi.yaml, or of one, by their expiry. For a nightly job.\n" +
        "Exit code 2: one has expired, or expires within the limit; 1: an account could not be read.",
    )
    .option("--within <days>", "the limit", days, 30)
    .action(certs);
};

function days(text: string): number {
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It takes a whole number of days.");
}

async function certs(options: CertsOptions, command: Command): Promise<void> {
  const accounts = accountsOf(options, command);
  const { answers, errors } = await ofEach(accounts, async (account): Promise<Certificate[]> => {
    const all = (await inAccount(account, options, (client) => everyCertificate(client))) ?? [];
    return all.map((one) => ({ ...one, account }));
  });
  const found = answers.flat().sort(byEnd);
  const ending = found.filter(({ DaysLeft }) => DaysLeft !== null && DaysLeft < options.within);
  process.exitCode =
    errors.length > 0 ? exitCodes.failed : ending.length > 0 ? exitCodes.found : exitCodes.clean;
  for (const error of errors) note(`error: ${error}`);
  if (options.json)
    return printJson({
      within: options.within,
      certificates: found.map(listed),
      ...(errors.length > 0 && { errors }),
    });
  if (found.length === 0) return print("No push certificates.");
  const isSeveral = accounts.length > 1;
  print(
    table(
      [...(isSeveral ? ["ACCOUNT"] : []), "ENDS", "DAYS LEFT", "SDKAPPID", "CERTIFICATE", "VENDOR", "APP"],
      found.map((one) => [
        ...(isSeveral ? [{ text: one.account ?? "" }] : []),
        { text: one.NotAfter?.slice(0, 10) ?? "never" },
        daysCell(one, options.within),
        { text: String(one.SdkAppId), colour: "bold" },
        { text: String(one.CertificateId) },
        { text: vendorOf(one) },
        { text: one.App },
      ]),
    ),
  );
}

/** Orders certificates by their expiry; those that don't expire come last. */
const byEnd = (a: PushCertificateRecord, b: PushCertificateRecord): number =>
  (a.NotAfter ?? "~") < (b.NotAfter ?? "~") ? -1 : 1;

const vendorOf = ({ Platform }: PushCertificateRecord): string =>
  "Environment" in Platform ? `${Platform.Vendor} (${Platform.Environment})` : Platform.Vendor;

function daysCell({ DaysLeft }: PushCertificateRecord, within: number): Cell {
  if (DaysLeft === null) return { text: "" };
  return { text: String(DaysLeft), colour: DaysLeft < 0 ? "red" : DaysLeft < within ? "yellow" : "green" };
}

const listed = (one: Certificate) => ({
  account: one.account,
  sdkAppId: one.SdkAppId,
  ...certificateFacts(one),
});
