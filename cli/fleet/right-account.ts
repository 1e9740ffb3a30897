import type { OpenStack } from "../../apps/engine";
import { explain, isExpected, UserError } from "../../ground/errors";
import { hasCode } from "../../provider/client/errors";
import { type Identified, identify } from "../accounts/client";
import type { Target } from "./targets";

export interface OpenTarget extends Target {
  readonly open: OpenStack;
}

/**
 * Makes sure that the endpoint and the credentials of a stack are those of its account: what the engine will use, the
 * stack's own config included.
 */
export async function mustBeItsAccount(target: Target, open: OpenStack): Promise<void> {
  const { problem, settings } = target;
  if (problem !== undefined) throw new UserError(problem);
  if (settings.uin === undefined) return;
  const stranger = strangerIn(target, await identified({ ...target, open }));
  if (stranger !== undefined) throw new UserError(stranger);
}

/**
 * Refuses credentials of another account, and two targets that lead to one account, before anything of any account
 * is written.
 */
export async function mustBeTheirAccounts(targets: readonly OpenTarget[]): Promise<void> {
  const isSeveral = targets.length > 1;
  const checked = await Promise.all(targets.map((target) => judge(target, isSeveral)));
  const problems = checked.flatMap(({ problem }) => problem ?? []);
  const found = [...problems, ...sameIn(checked)];
  if (found.length > 0) throw new UserError(`${found.join("\n")}\nNothing was changed`);
}

interface Judged {
  readonly account: string;
  readonly identity?: Identified;
  readonly problem?: string | undefined;
}

async function judge(target: OpenTarget, isSeveral: boolean): Promise<Judged> {
  const { account, settings, problem } = target;
  if (problem !== undefined || (settings.uin === undefined && !isSeveral)) return { account, problem };
  try {
    const identity = await identified(target);
    return { account, identity, problem: strangerIn(target, identity) };
  } catch (error) {
    if (!isExpected(error)) throw error;
    return { account, problem: `the account "${account}" can't be asked which it is: ${explain(error)}` };
  }
}

/** @throws UserError where the number in Pulumi.yaml is that of no account in the database */
async function identified(target: OpenTarget): Promise<Identified> {
  const { account, settings } = target;
  try {
    return await identify(target, await target.open.stack.getAllConfig());
  } catch (error) {
    if (settings.uin === undefined || !hasCode(error, "AuthFailure.UnauthorizedOperation")) throw error;
    throw new UserError(
      `the account "${account}" is ${settings.uin} in Pulumi.yaml, and its backend has none of this number: ${explain(error)}`,
      { cause: error },
    );
  }
}

function strangerIn({ account, settings }: Target, { uin }: Identified): string | undefined {
  // Where no backend has been made yet there is nobody else's either.
  if (settings.uin === undefined || uin === undefined || uin === settings.uin) return undefined;
  return `the account "${account}" is ${settings.uin} in Pulumi.yaml, but its endpoint and credentials are those of ${uin}`;
}

/** Each would manage what the other does, and neither would know. */
function sameIn(judged: readonly Judged[]): string[] {
  const first = new Map<string, string>();
  return judged.flatMap(({ account, identity }) => {
    if (identity === undefined) return [];
    const other = first.get(identity.key);
    if (other === undefined) {
      first.set(identity.key, account);
      return [];
    }
    const number = identity.uin === undefined ? "" : ` (${identity.uin})`;
    return [
      `the accounts "${other}" and "${account}" are one and the same${number}: give each its own endpoint or key pair in Pulumi.yaml, or put the files of both under one of them`,
    ];
  });
}
