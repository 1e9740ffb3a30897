import { createCipheriv, createDecipheriv, createHmac, createSecretKey } from "node:crypto";
import { drawnBytes } from "../../ground/drawn-bytes";
import { BackendError } from "./errors";

/** Where a sealed value stands; bound into it, so that a value moved elsewhere doesn't open. */
export interface SealedPlace {
  readonly table: string;
  readonly row: string;
  readonly column: string;
}

/** Seals secrets at rest with AES-256-GCM. */
export interface Sealer {
  /** Names the key without giving it away. */
  readonly keyId: string;
  seal(place: SealedPlace, clear: string): string;
  /** Throws a `BackendError` when the value was sealed with another key, elsewhere, or has been changed. */
  open(place: SealedPlace, sealed: string): string;
}

/** Bytes of a key. */
export const keyLength = 32;

const version = "v1";
const algorithm = "aes-256-gcm";
/** 96 random bits (NIST SP 800-38D, 8.2.2): safe for 2^32 values per key, far above what a backend seals. */
const ivLength = 12;
const tagLength = 16;
const sealedForm = /^v1\.([0-9a-f]{16})\.([A-Za-z0-9_-]+)$/;

/** Short and one-way: tells two keys apart, says nothing about either. */
export const keyIdOf = (key: Uint8Array): string =>
  createHmac("sha256", key).update("pulumi-tencentrtc key id").digest("hex").slice(0, 16);

/** A sealer for one key. `file` is the database, named in errors. Sealed text: `v1.<key id>.<iv, ciphertext, tag>`. */
export function createSealer(key: Uint8Array, file: string): Sealer {
  const keyId = keyIdOf(key);
  const secret = createSecretKey(key);

  const unopened = (place: SealedPlace, why: string, cause?: unknown) =>
    new BackendError(
      {
        kind: "sealed-value",
        file,
        what: `A secret in the backend database ${file} can't be opened (${place.table}.${place.column} of ${place.row})`,
        why,
        next: "Restore the database together with its key file from a backup",
      },
      { cause },
    );

  return {
    keyId,
    seal(place, clear) {
      const iv = drawnBytes(ivLength);
      const cipher = createCipheriv(algorithm, secret, iv, { authTagLength: tagLength });
      cipher.setAAD(associatedData(place, keyId));
      const body = Buffer.concat([iv, cipher.update(clear, "utf8"), cipher.final(), cipher.getAuthTag()]);
      return `${version}.${keyId}.${body.toString("base64url")}`;
    },
    open(place, sealed) {
      const [, sealedWith, text] = sealedForm.exec(sealed) ?? [];
      if (sealedWith === undefined || text === undefined) throw unopened(place, "it is not sealed text");
      if (sealedWith !== keyId)
        throw unopened(place, `it was sealed with the key ${sealedWith}, not with ${keyId}`);
      const body = Buffer.from(text, "base64url");
      // Base64 has several spellings of the same bytes; only the one that was written counts as unchanged.
      if (body.toString("base64url") !== text || body.length < ivLength + tagLength) {
        throw unopened(place, "it has been changed");
      }
      const decipher = createDecipheriv(algorithm, secret, body.subarray(0, ivLength), {
        authTagLength: tagLength,
      });
      decipher.setAAD(associatedData(place, keyId));
      decipher.setAuthTag(body.subarray(-tagLength));
      try {
        const clear = decipher.update(body.subarray(ivLength, -tagLength));
        return Buffer.concat([clear, decipher.final()]).toString("utf8");
      } catch (cause) {
        throw unopened(place, "it has been changed, or belongs to another row", cause);
      }
    },
  };
}

/** JSON, because joining with a separator would let two places share one text. */
const associatedData = ({ table, row, column }: SealedPlace, keyId: string): Buffer =>
  Buffer.from(JSON.stringify([version, keyId, table, row, column]), "utf8");
