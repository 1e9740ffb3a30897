import { openPrivateMap, openUserSig, type ResponseOf, type VerifyUserSig } from "../api";
import { judgeUserSig, notUserSig, userSigEnd } from "../rules/user-sigs";
import { liveApplication } from "./application/live";
import { instant, verifyingKeysOf } from "./application/record";
import type { Handler } from "./scope";

export const verifyUserSig: Handler<typeof VerifyUserSig> = ({ SdkAppId, UserId, UserSig }, scope) =>
  scope.read(async (moment) => {
    const application = await liveApplication(SdkAppId, moment);
    const opened = openUserSig(UserSig);
    if (!opened) {
      return { ...unopened, Reason: notUserSig(UserSig) };
    }
    const keys = verifyingKeysOf(application, scope.sealer);
    const fault = judgeUserSig(opened, { sdkAppId: SdkAppId, userId: UserId }, keys, moment.now);
    return verified(opened, fault?.words);
  });

/** @param fault why it isn't accepted, in words */
export const verified = (
  opened: NonNullable<ReturnType<typeof openUserSig>>,
  fault: string | undefined,
): ResponseOf<typeof VerifyUserSig> => ({
  Accepted: fault === undefined,
  Reason: fault ?? null,
  SignatureAlgorithm: opened.algorithm,
  ExpireTime: expiry(userSigEnd(opened)),
  UserBuf: opened.claims.userBuf?.toString("base64") ?? null,
  PrivateMap: privateMap(opened.claims.userBuf),
});

/** What is told of a text that is no UserSig, beside why. */
export const unopened = {
  Accepted: false,
  SignatureAlgorithm: null,
  ExpireTime: null,
  UserBuf: null,
  PrivateMap: null,
};

function privateMap(userBuf: Buffer | undefined) {
  const map = userBuf && openPrivateMap(userBuf);
  if (!map) return null;
  return {
    RoomId: typeof map.room === "number" ? map.room : null,
    StrRoomId: typeof map.room === "string" ? map.room : null,
    PrivilegeMap: map.privileges,
  };
}

/** End of the year 9999, the last that an Instant can say; a signature may claim to last longer. */
const latest = 253_402_300_799_999;

const expiry = (end: number): string | null => (end <= latest ? instant(end) : null);
