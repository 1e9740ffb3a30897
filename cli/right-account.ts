import type { OpenStack } from "../apps/engine";
import { UserError } from "../provider/lifecycle/errors";
import { withAccount } from "./account-client";
import type { Target } from "./targets";

/**
 * Makes sure that the endpoint and the credentials of a stack are those of its account: what the engine will use, the
 * stack's own config included.
 */
export async function mustBeItsAccount(target: Target, open: OpenStack): Promise<void> {
  const stranger = target.problem ?? (await strangerIn(target, open));
  if (stranger !== undefined) throw new UserError(stranger);
}

/** The same for several, before anything of any account is written. */
export async function mustBeTheirAccounts(
  targets: readonly (Target & { readonly open: OpenStack })[],
): Promise<void> {
  const checked = await Promise.all(targets.map((one) => one.problem ?? strangerIn(one, one.open)));
  const found = checked.filter((one) => one !== undefined);
  if (found.length > 0) throw new UserError(`${found.join("\n")}\nNothing was changed`);
}

async function strangerIn(target: Target, { stack }: OpenStack): Promise<string | undefined> {
  const { uin } = target.settings;
  if (uin === undefined) return undefined;
  const config = await stack.getAllConfig();
  const account = await withAccount(target, (client) => client.account(), config);
  // Where no backend has been made yet there is nobody else's either.
  if (account === undefined || account.Uin === uin) return undefined;
  return `the account "${target.account}" is ${uin} in Pulumi.yaml, but its endpoint and credentials are those of ${account.Uin}`;
}
