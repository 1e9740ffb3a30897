import { Client } from "../provider/client/client";
import { connect, defaultEndpoint } from "../provider/client/endpoint";
import { BackendUnavailable } from "../provider/client/errors";
import { UserError } from "../provider/lifecycle/errors";
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

async function strangerIn({ account, settings: { uin }, place }: Target): Promise<string | undefined> {
  if (uin === undefined) return undefined;
  const endpoint = place.env.TENCENTRTC_ENDPOINT ?? (process.env.TENCENTRTC_ENDPOINT || defaultEndpoint);
  const client = new Client(await connect(endpoint, place.root), new AbortController().signal);
  try {
    const { Uin } = await client.account();
    return Uin === uin
      ? undefined
      : `the account "${account}" is ${uin} in Pulumi.yaml, but its endpoint and credentials are those of ${Uin}`;
  } catch (error) {
    // Where no backend has been made yet there is nobody else's either.
    if (error instanceof BackendUnavailable && error.reason === "missing") return undefined;
    throw error;
  } finally {
    await client.close();
  }
}
