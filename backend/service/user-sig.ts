import { openPrivateMap, openUserSig, type RequestOf, type ResponseOf, type VerifyUserSig } from "../api";
import { judgeUserSig, notUserSig, userSigEnd, type VerifyingKeys } from "../rules/user-sigs";
import { liveApplication } from "./application/live";
import { instant, verifyingKeysOf } from "./application/record";
import type { Handler } from "./scope";

export const verifyUserSig: Handler<typeof VerifyUserSig> = (request, scope) =>
  scope.read(async (moment) => {
    const application = await liveApplication(request.SdkAppId, moment);
    return verified(request, () => verifyingKeysOf(application, scope.sealer), moment.now);
  });

/** @param keys of the application: opened only where there is a UserSig to check by them */
export function verified(
  { SdkAppId, UserId, UserSig }: RequestOf<typeof VerifyUserSig>,
  keys: () => VerifyingKeys,
  now: number,
): ResponseOf<typeof VerifyUserSig> {
  const opened = openUserSig(UserSig);
  if (!opened) return { ...unopened, Reason: notUserSig(UserSig) };
  const fault = judgeUserSig(opened, { sdkAppId: SdkAppId, userId: UserId }, keys(), now);
  return {
    Accepted: fault === undefined,
    Reason: fault?.words ?? null,
    SignatureAlgorithm: opened.algorithm,
    ExpireTime: expiry(userSigEnd(opened)),
    UserBuf: opened.claims.userBuf?.toString("base64") ?? null,
    PrivateMap: privateMap(opened.claims.userBuf),
  };
}

/** What is told of a text that is no UserSig, beside why. */
const unopened = {
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
