import type { Command } from "commander";
import { signUserSig, UserId } from "../backend/api";
import { UserError } from "../provider/lifecycle/errors";
import { Duration, durationSeconds } from "../provider/lifecycle/timeouts";
import { parseApplicationId } from "../provider/resources/application-id";
import { asPerson, type BackendOptions, withBackendOptions } from "./backend";
import { print, printJson } from "./screen";

interface UserSigOptions extends BackendOptions {
  readonly expires: string;
}

export const addUserSig = (program: Command): void => {
  withBackendOptions(program.command("usersig <SDKAppID> <userId>"))
    .summary("sign a user in: print a UserSig")
    .description(
      "Prints a UserSig, with which a user of the application signs in, or an admin account calls the REST API. Whoever\n" +
        "has it is that user until it expires.",
    )
    .option("--expires <duration>", "how long it counts from now on", "24h")
    .action(userSig);
};

async function userSig(id: string, userId: string, options: UserSigOptions): Promise<void> {
  const sdkAppId = parseApplicationId(id);
  const expires = Duration.safeParse(options.expires);
  if (!expires.success) throw new UserError(`--expires ${expires.error.issues[0]?.message}`);
  const user = UserId.safeParse(userId);
  if (!user.success) throw new UserError(`the user id ${user.error.issues[0]?.message}`);
  const secretKey = await asPerson(options, async (client) => {
    const entry = await client.applicationWithSecrets(sdkAppId);
    if (entry.Outcome === "Refused") throw new UserError(`${entry.Message} (${entry.Code})`);
    return entry.Application.SecretKey;
  });
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
