import type { SignatureAlgorithm } from "../../api";
import { secretKey, secretKeyBytes } from "../../rules/application/keys";
import type { ApplicationChange, ApplicationRow } from "../../store";
import type { Scope } from "../scope";
import { secretPlace } from "./record";

/** A SDKSecretKey of its own, sealed. */
export const newSecretKey = (sdkAppId: number, { random, sealer }: Scope): string =>
  sealer.seal(secretPlace(sdkAppId, "secret_key"), secretKey(random.bytes(secretKeyBytes)));

/** What an application needs to sign as `wanted`. An upgrade to HMAC keeps the pair, whose signatures stay good. */
export function keyChange(
  { sdk_app_id: id, signature_algorithm: held }: ApplicationRow,
  wanted: SignatureAlgorithm | undefined,
  scope: Scope,
): ApplicationChange {
  if (wanted === undefined || wanted === held) return {};
  if (wanted === "HMAC-SHA256") {
    return { signature_algorithm: wanted, secret_key: newSecretKey(id, scope) };
  }
  const { publicKey, privateKey } = scope.random.keyPair();
  return {
    signature_algorithm: wanted,
    secret_key: null,
    public_key: publicKey,
    private_key: scope.sealer.seal(secretPlace(id, "private_key"), privateKey),
  };
}
