import { z } from "zod";
import { type Privilege, privilegeBits } from "./privileges";

/**
 * What TRTC lets a user do in one room, as the vendor's library packs it into the `userbuf` of a UserSig
 * (tls-sig-api-v2, `genPrivateMapKey` and `genPrivateMapKeyWithStringRoomID`). Such a UserSig is a PrivateMapKey.
 */
export interface PrivateMap {
  /** A number for a room of numbers, text for a room of text: `7` and `"7"` are two rooms. */
  readonly room: number | string;
  /** Eight bits (`privilegeBits`); 255 allows everything. */
  readonly privileges: number;
}

/** A PrivateMap as it lies in a UserSig, with what it is bound to. */
export interface OpenedPrivateMap extends PrivateMap {
  readonly userId: string;
  readonly sdkAppId: number;
  /** Seconds since 1970. */
  readonly expiresAt: number;
}

export const everyPrivilege = 255;

const privilegeNames = Object.keys(privilegeBits).join(", ");
const privilegeRule = `must be a number of 0-255, or a list of: ${privilegeNames}`;

const isPrivilege = (name: unknown): name is Privilege =>
  typeof name === "string" && Object.hasOwn(privilegeBits, name);

/** The bits, or the names of those that are set. */
export const Privileges = z
  .union(
    [z.int().min(0).max(everyPrivilege), z.array(z.custom<Privilege>(isPrivilege, privilegeRule))],
    privilegeRule,
  )
  .transform((given) =>
    typeof given === "number" ? given : given.reduce((bits, name) => bits | privilegeBits[name], 0),
  );

/** Highest number of a room (TRTC, `EnterRoom`). */
const highestRoom = 4_294_967_294;
const numberRule = `must be a number of 1-${highestRoom}, or the text of a room that is named by text`;
const textRule =
  "must be text of 1-64 letters, digits, spaces or !#$%&()+-:;<=.>?@[]^_{}|~, as TRTC takes it for a room";

/** Characters as the TRTC SDK lists them for `strRoomId`. */
export const Room = z.union(
  [
    z.int(numberRule).min(1, numberRule).max(highestRoom, numberRule),
    z.string().regex(/^[A-Za-z0-9 !#$%&()+\-:;<=.>?@[\]^_{}|~,]{1,64}$/, textRule),
  ],
  { error: (issue) => (typeof issue.input === "string" ? textRule : numberRule) },
);

/** Bytes: kind of room, user, application, room, end, privileges, kind of account; then a text's length and text. */
export function packPrivateMap({ userId, sdkAppId, expiresAt, room, privileges }: OpenedPrivateMap): Buffer {
  const account = Buffer.from(userId, "latin1");
  const numbers = [sdkAppId, typeof room === "number" ? room : 0, expiresAt, privileges, 0];
  const head = Buffer.alloc(3);
  head.writeUInt8(typeof room === "number" ? 0 : 1, 0);
  head.writeUInt16BE(account.length, 1);
  const body = Buffer.alloc(20);
  // The vendor's library keeps the low 32 bits of whatever it is given.
  for (const [index, value] of numbers.entries()) body.writeUInt32BE(value % 2 ** 32, index * 4);
  if (typeof room === "number") return Buffer.concat([head, account, body]);
  const name = Buffer.from(room, "latin1");
  const length = Buffer.alloc(2);
  length.writeUInt16BE(name.length);
  return Buffer.concat([head, account, body, length, name]);
}

/** Undefined where the bytes are something of the application's own. */
export function openPrivateMap(bytes: Buffer): OpenedPrivateMap | undefined {
  if (bytes.length < 23) return undefined;
  const kind = bytes.readUInt8(0);
  const after = 3 + bytes.readUInt16BE(1);
  if (kind > 1 || bytes.length < after + 20 + 2 * kind) return undefined;
  const [sdkAppId = 0, room = 0, expiresAt = 0, privileges = 0] = [0, 4, 8, 12].map((at) =>
    bytes.readUInt32BE(after + at),
  );
  const name = kind === 1 ? bytes.subarray(after + 22) : undefined;
  const expected = name === undefined ? after + 20 : after + 22 + bytes.readUInt16BE(after + 20);
  if (bytes.length !== expected) return undefined;
  const userId = bytes.toString("latin1", 3, after);
  return { userId, sdkAppId, expiresAt, room: name?.toString("latin1") ?? room, privileges };
}
