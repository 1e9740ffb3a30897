import type { Command } from "commander";
import {
  everyPrivilege,
  Privileges,
  privilegeBits,
  Room,
  signUserSig,
  UserId,
  type UserSigClaims,
  withPrivateMap,
} from "../../../backend/api";
import { UserError } from "../../../ground/errors";
import { refusalIn } from "../../../provider/client/gone";
import { parseApplicationId } from "../../../provider/resources/application/id";
import { type AccountOptions, inChosenAccount, withAccountOptions } from "../../accounts/named-account";
import { handOver } from "../../terminal/screen";

interface UserSigOptions extends AccountOptions {
  readonly expires: string;
  readonly room?: string;
  readonly roomText?: string;
  readonly privileges?: string;
  readonly userBuf?: string;
}

export const addUserSig = (program: Command): void => {
  withAccountOptions(program.command("usersig <SDKAppID> <userId>"))
    .summary("sign a user in: print a UserSig")
    .description(
      "Prints a UserSig, with which a user of the application signs in, or an admin account calls the REST API. Whoever\n" +
        "has it can act as that user until it expires.",
    )
    .option(
      "--expires <duration>",
      'how long it is valid from now on, for example "90m", "24h" or "180d"',
      "24h",
    )
    .option("--room <number>", "make a PrivateMapKey for this room only")
    .option("--room-text <name>", "make a PrivateMapKey for a room named by text (strRoomId)")
    .option(
      "--privileges <list>",
      `what the user may do in the room, 0-255 or a list of ${Object.keys(privilegeBits).join(",")} (default: everything)`,
    )
    .option("--user-buf <text>", "text of your own to sign, too (userbuf)")
    .action(userSig);
};

async function userSig(id: string, userId: string, options: UserSigOptions, command: Command): Promise<void> {
  const sdkAppId = parseApplicationId(id);
  const expiresIn = termSeconds(options.expires);
  const extra = extraOf(options);
  const user = UserId.safeParse(userId);
  if (!user.success) throw new UserError(`the user id ${user.error.issues[0]?.message}`);
  const entry = await inChosenAccount(options, command, (client) => client.applicationWithSecrets(sdkAppId));
  if (entry.Outcome === "Refused") throw new UserError(refusalIn(entry));
  if (entry.Application.SecretsWithheld) {
    throw new UserError(
      `the key pair at hand may read no secret keys, and a UserSig is signed with that of application ${sdkAppId}: use one with the rights "read"`,
    );
  }
  const secretKey = entry.Application.SecretKey;
  if (entry.Application.PrivateKey !== undefined && entry.Application.Executor === "operator") {
    throw new UserError(
      `application ${sdkAppId} signs with the ECDSA key pair that is stored, and this command signs with a SDKSecretKey alone: make the UserSig by Tencent's tls-sig-api; once the console shows a SDKSecretKey, say it by \`tencentrtc attest ${sdkAppId} --key env:NAME\``,
    );
  }
  if (secretKey === undefined && entry.Application.Executor === "operator") {
    throw new UserError(
      `no key of application ${sdkAppId} is stored: give it by \`tencentrtc attest ${sdkAppId} --key env:NAME\``,
    );
  }
  if (secretKey === undefined) {
    throw new UserError(
      `Application ${sdkAppId} signs with an ECDSA key pair; signatureAlgorithm: HMAC-SHA256 in its declaration upgrades it, and UserSigs made before stay valid`,
    );
  }
  const issuedAt = Math.floor(Date.now() / 1_000);
  const signature = signUserSig(secretKey, extra({ sdkAppId, userId, issuedAt, expiresIn }));
  if (options.json) {
    const expireTime = new Date((issuedAt + expiresIn) * 1_000).toISOString();
    return handOver(JSON.stringify({ sdkAppId, userId, userSig: signature, expireTime }, null, 2));
  }
  await handOver(signature);
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400 };
const term = /^(?:\d{1,9}[smhd])+$/;
/** A hundred years: beyond, what is meant is hardly seconds any more. */
const longest = 36_525 * 86_400;

/** Seconds. Days too, which the timeouts of resources haven't: people sign in for months. */
function termSeconds(text: string): number {
  const parts = term.test(text) ? [...text.matchAll(/(\d+)([smhd])/g)] : [];
  const seconds = parts.reduce((sum, [, amount, unit = "s"]) => sum + Number(amount) * (units[unit] ?? 1), 0);
  if (seconds > 0 && seconds <= longest) return seconds;
  const why = parts.length === 0 ? "" : seconds === 0 ? " longer than nothing" : " of at most 36525d";
  throw new UserError(`--expires must be a duration${why}, for example "90m", "24h" or "180d"`);
}

/** What makes the claims those of a PrivateMapKey, or adds text to them. */
function extraOf({ room, roomText, privileges, userBuf }: UserSigOptions) {
  if (room !== undefined && roomText !== undefined) {
    throw new UserError("--room and --room-text name two rooms: a PrivateMapKey is for one");
  }
  const named = room ?? roomText;
  if (named === undefined && privileges !== undefined) {
    throw new UserError("--privileges are those of one room: give it with --room or --room-text");
  }
  if (named !== undefined && userBuf !== undefined) {
    throw new UserError("--user-buf can't be given beside a room, whose rights take its place");
  }
  if (userBuf === "") throw new UserError("--user-buf must not be empty");
  if (named === undefined) {
    return (claims: UserSigClaims) => (userBuf ? { ...claims, userBuf: Buffer.from(userBuf) } : claims);
  }
  const parsedRoom = Room.safeParse(room === undefined ? roomText : asNumber(room));
  if (!parsedRoom.success) {
    const option = room === undefined ? "--room-text" : "--room";
    throw new UserError(`${option} ${parsedRoom.error.issues[0]?.message}`);
  }
  const list = privileges?.split(",").map((name) => name.trim());
  const parsed = Privileges.safeParse(
    list === undefined ? everyPrivilege : list.length === 1 ? asNumberIfDigits(list) : list,
  );
  if (!parsed.success) throw new UserError(`--privileges ${parsed.error.issues[0]?.message}`);
  return (claims: UserSigClaims) =>
    withPrivateMap(claims, { room: parsedRoom.data, privileges: parsed.data });
}

/** NaN, which no rule takes, for anything but digits. */
const asNumber = (text: string): number => (/^\d+$/.test(text) ? Number(text) : Number.NaN);

const asNumberIfDigits = (list: readonly string[]) => {
  const [only = ""] = list;
  return /^\d+$/.test(only) ? Number(only) : list;
};
