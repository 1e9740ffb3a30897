import { createPublicKey } from "node:crypto";
import { isPrivateKey, type VerifyUserSig } from "../../api";
import { enrolledRow, keyOf } from "../enrolment/enrolled";
import type { Handler } from "../scope";
import { verified } from "../user-sig";

/** Judges by the stored key alone: Tencent Cloud isn't asked. */
export const verifyUserSig: Handler<typeof VerifyUserSig> = (request, scope) =>
  scope.read(async (moment) => {
    const row = await enrolledRow(request.SdkAppId, moment);
    return verified(request, () => keysOf(keyOf(row, scope)), moment.now);
  });

/** What checks a UserSig, by the stored key: of a key pair the public part is made from the private one. */
function keysOf(key: string | undefined) {
  if (key === undefined || !isPrivateKey(key)) return { secretKey: key, publicKey: undefined };
  const publicKey = createPublicKey(key).export({ type: "spki", format: "pem" }).toString();
  return { secretKey: undefined, publicKey };
}
