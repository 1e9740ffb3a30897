import type { Command } from "commander";
import { signUserSig, UserId } from "../backend/api";
import { UserError } from "../provider/lifecycle/errors";
import { Duration, durationSeconds } from "../provider/lifecycle/timeouts";
import { parseApplicationId } from "../provider/resources/application-id";
import { type AccountOptions, accountsOf, inAccount, withAccountOptions } from "./named-account";
import { print, printJson } from "./screen";

interface UserSigOptions extends AccountOptions {
  readonly expires: string;
}

export const addUserSig = (program: Command): void => {
  withAccountOptions(program.command("usersig <SDKAppID> <userId>"))
    .summary("sign a user in: print a UserSig")
    .description(
      "Prints a UserSig, with which a user of the application signs in, or an admin account calls the REST API. Whoever\n" +
        "has it is that user until it expires.",
    )
    .option("--expires <duration>", "how long it counts from now on", "24h")
    .action(userSig);
};

async function userSig(id: string, userId: string, options: UserSigOptions, command: Command): Promise<void> {
  const sdkAppId = parseApplicationId(id);
  const expires = Duration.safeParse(options.expires);
  if (!expires.success) throw new UserError(`--expires ${expires.error.issues[0]?.message}`);
  const user = UserId.safeParse(userId);
  if (!user.success) throw new UserError(`the user id ${user.error.issues[0]?.message}`);
  // An SDKAppID doesn't tell whose it is: only a chosen account is asked for it.
  const [account] = options.account === undefined ? [undefined] : accountsOf(options, command);
  const entry = await inAccount(account, options, (client) => client.applicationWithSecrets(sdkAppId));
  if (!entry) throw new UserError(`the account "${account}" has no management backend yet`);
  if (entry.Outcome === "Refused") throw new UserError(`${entry.Message} (${entry.Code})`);
  const secretKey = entry.Application.SecretKey;
  if (secretKey === undefined) {
    throw new UserError(
      `Application ${sdkAppId} signs with an ECDSA key pair; signatureAlgorithm: HMAC-SHA256 in its declaration upgrades it, and UserSigs made before stay valid`,
    );
  }
  const issuedAt = Math.floor(Date.now() / 1_000);
  const expiresIn = Math.ceil(durationSeconds(options.expires));
  const signature = signUserSig(secretKey, { sdkAppId, userId, issuedAt, expiresIn });
  if (options.json) {
    const expireTime = new Date((issuedAt + expiresIn) * 1_000).toISOString();
    return printJson({ sdkAppId, userId, userSig: signature, expireTime });
  }
  print(signature);
}
