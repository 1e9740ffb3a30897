import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import {
  everyPrivilege,
  firstMillisecondTime,
  Privileges,
  Room,
  SdkAppId,
  signUserSig,
  UserId,
  withPrivateMap,
} from "../../backend/api";
// By its own file: a program's compiler follows this import, and has no zod.
import type { Privilege } from "../../backend/api/room/privileges";
import { suggestion } from "../../ground/suggestion";

/** Arguments of userSig: the application and its key, the user, and the time of validity. */
export interface UserSigArgs {
  /**
   * The SDKAppID.
   * @example application.sdkAppId
   */
  sdkAppId: pulumi.Input<number>;
  /**
   * The SDKSecretKey, 64 hexadecimal characters.
   * @example application.secretKey
   */
  secretKey: pulumi.Input<string | undefined>;
  /**
   * A user or an admin account of the application: 1-32 letters, digits, underscores or hyphens.
   * @example "administrator"
   */
  userId: pulumi.Input<string>;
  /**
   * Start of the validity, as seconds since 1970 or ISO 8601 text with a time zone. There is no default: with the time
   * of the run the UserSig would change at every preview.
   * @example "2026-11-01T00:00:00Z"
   */
  issuedAt: pulumi.Input<number | string>;
  /**
   * Validity in seconds from `issuedAt`.
   * @example 86400
   */
  expiresIn: pulumi.Input<number>;
  /**
   * Makes a PrivateMapKey, which admits the user only to this room: TRTC requires it when "advanced permission control"
   * is on. A number of 1-4294967294, or text for a room named by text (`strRoomId`): `7` and `"7"` are two rooms.
   * @example 4711
   */
  room?: pulumi.Input<number | string | undefined>;
  /**
   * What the user may do in the room: names, or the number of the vendor's eight bits. Default: everything.
   * @example ["enter-room", "receive-audio", "receive-video"]
   */
  privileges?: pulumi.Input<number | pulumi.Input<Privilege>[] | undefined>;
  /**
   * Text of your own to sign, too, in UTF-8 (`userbuf` in the vendor's library). Not with `room`: a PrivateMapKey has
   * its rights there.
   * @example "tenant=7"
   */
  userBuf?: pulumi.Input<string | undefined>;
}

const upgrade =
  'an application from before 2019-08-15 signs with an ECDSA key pair, which no library of today does any more; declare signatureAlgorithm: "HMAC-SHA256" on it: that upgrades it, and signatures made before stay valid';
const instantRule =
  'must be seconds since 1970, or ISO 8601 text with a time zone, for example "2026-11-01T00:00:00Z"; it has no default, since a signature that took the time of the run would change with every preview';
const durationRule = "must be a whole number of seconds, for example 86400";

/** Seconds since 1970 of an instant; undefined for a text that names none. */
const inSeconds = (instant: number | string): number | undefined => {
  if (typeof instant === "number") return instant;
  return z.iso.datetime({ offset: true }).safeParse(instant).success
    ? Math.floor(Date.parse(instant) / 1_000)
    : undefined;
};

/** Characters of `userBuf` at most. The vendor gives no limit, but devices send a UserSig with every request. */
const longestBuf = 1_000;
const bufRule = `must be text of 1-${longestBuf} characters`;

const Arguments = z.strictObject({
  sdkAppId: z.custom<number>((value) => SdkAppId.safeParse(value).success, {
    error: "must be a SDKAppID as a number, for example application.sdkAppId",
  }),
  secretKey: z
    .string(`is missing: ${upgrade}`)
    .regex(
      /^[0-9a-f]{64}$/i,
      `must be a SDKSecretKey, 64 hexadecimal characters, for example application.secretKey; ${upgrade}`,
    ),
  userId: UserId,
  issuedAt: z
    .union([z.number(), z.string()], instantRule)
    .transform(inSeconds)
    .pipe(
      z
        .number(instantRule)
        .int(instantRule)
        .positive(instantRule)
        .lt(
          firstMillisecondTime,
          "is in milliseconds, and must be in seconds since 1970: divide it by 1,000",
        ),
    ),
  expiresIn: z.number(durationRule).int(durationRule).positive(durationRule),
  room: Room.optional(),
  privileges: Privileges.optional(),
  userBuf: z.string(bufRule).min(1, bufRule).max(longestBuf, bufRule).optional(),
});
const offered = Object.keys(Arguments.shape);

/** Rules about arguments that belong together. */
const Claims = Arguments.superRefine(({ room, privileges, userBuf }, context) => {
  const tell = (path: string, message: string) => context.addIssue({ code: "custom", path: [path], message });
  if (privileges !== undefined && room === undefined) {
    tell("privileges", "are those of one room: give it as room, or leave them out for a plain UserSig");
  }
  if (userBuf !== undefined && room !== undefined) {
    tell("userBuf", "can't be given beside room, whose rights take its place");
  }
});

/**
 * Makes a UserSig, with which a user of the application signs in to Chat and RTC. The same arguments always give the
 * same text, so it changes only when you change one of them.
 *
 * The result is a secret: whoever has it can sign in as that user until it expires. A single UserSig can't be revoked.
 *
 * With `room` it is a PrivateMapKey; with `userBuf` it carries that text, as in the vendor's library.
 *
 * @throws pulumi.RunError that names every argument at fault; for what isn't known yet, once it is.
 * @example
 * ```ts
 * export const adminSig = userSig({
 *   sdkAppId: support.sdkAppId,
 *   secretKey: support.secretKey,
 *   userId: "administrator",
 *   issuedAt: "2026-11-01T00:00:00Z",
 *   expiresIn: 180 * 86_400, // seconds
 * });
 * ```
 */
export function userSig(args: UserSigArgs): pulumi.Output<string> {
  const faults = faultsOf(args).filter(({ argument }) => isKnown(Reflect.get(args, argument)));
  if (faults.length > 0) throw refusal(faults);
  return pulumi.secret(pulumi.output(args).apply(sign));
}

const isKnown = (value: unknown): boolean =>
  Array.isArray(value)
    ? value.every(isKnown)
    : !pulumi.Output.isInstance(value) && !(value instanceof Promise);

interface Misuse {
  readonly argument: string;
  readonly reason: string;
}

const faultsOf = (args: unknown): Misuse[] =>
  (Claims.safeParse(args).error?.issues ?? []).flatMap((issue) =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({
          argument: key,
          reason: `is not an argument of userSig; ${suggestion(key, offered)}`,
        }))
      : [{ argument: String(issue.path[0]), reason: issue.message }],
  );

/** Values are not repeated: one of them is a secret. */
const refusal = (faults: readonly Misuse[]): pulumi.RunError =>
  new pulumi.RunError(`userSig: ${faults.map(({ argument, reason }) => `${argument} ${reason}`).join("; ")}`);

function sign(args: unknown): string {
  const parsed = Claims.safeParse(args);
  if (!parsed.success) throw refusal(faultsOf(args));
  const { secretKey, room, privileges = everyPrivilege, userBuf, ...claims } = parsed.data;
  if (room !== undefined) return signUserSig(secretKey, withPrivateMap(claims, { room, privileges }));
  return signUserSig(
    secretKey,
    userBuf === undefined ? claims : { ...claims, userBuf: Buffer.from(userBuf) },
  );
}
