import { createPublicKey } from "node:crypto";
import { isPrivateKey, openUserSig, type VerifyUserSig } from "../../api";
import { judgeUserSig, notUserSig } from "../../rules/user-sigs";
import { enrolledRow, keyOf } from "../enrolment/enrolled";
import type { Handler } from "../scope";
import { unopened, verified } from "../user-sig";

/** Judges by the stored key alone: Tencent Cloud isn't asked. */
export const verifyUserSig: Handler<typeof VerifyUserSig> = ({ SdkAppId, UserId, UserSig }, scope) =>
  scope.read(async (moment) => {
    const row = await enrolledRow(SdkAppId, moment);
    const opened = openUserSig(UserSig);
    if (!opened) return { ...unopened, Reason: notUserSig(UserSig) };
    const keys = keysOf(keyOf(row, scope));
    const fault = judgeUserSig(opened, { sdkAppId: SdkAppId, userId: UserId }, keys, moment.now);
    return verified(opened, fault?.words);
  });

/** What checks a UserSig, by the stored key: of a key pair the public part is made from the private one. */
function keysOf(key: string | undefined) {
  if (key === undefined || !isPrivateKey(key)) return { secretKey: key, publicKey: undefined };
  const publicKey = createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
  return { secretKey: undefined, publicKey };
}
