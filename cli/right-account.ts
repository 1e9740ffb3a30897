import { UserError } from "../provider/lifecycle/errors";
import { withAccount } from "./account-client";
import type { Target } from "./fleet";

/**
 * Makes sure, before anything of any account is written, that credentials belong to the accounts that they are given
 * for.
 */
export async function mustBeTheirAccount(targets: readonly Target[]): Promise<void> {
  const wrong = await Promise.all(targets.map(strangerIn));
  const found = wrong.filter((one) => one !== undefined);
  if (found.length > 0) throw new UserError(`${found.join("\n")}\nNothing was changed`);
}

async function strangerIn(target: Target): Promise<string | undefined> {
  const { uin } = target.settings;
  if (uin === undefined) return undefined;
  const account = await withAccount(target, (client) => client.account());
  // Where no backend has been made yet there is nobody else's either.
  if (account === undefined || account.Uin === uin) return undefined;
  return `the account "${target.account}" is ${uin} in Pulumi.yaml, but its endpoint and credentials are those of ${account.Uin}`;
}
