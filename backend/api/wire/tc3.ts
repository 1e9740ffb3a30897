import { createHash, createHmac } from "node:crypto";
import { remembered } from "../../../ground/remembered";

/** The one way to sign a request: TC3-HMAC-SHA256 of Tencent Cloud API 3.0 (docs/rules.md, section 6). */
const algorithm = "TC3-HMAC-SHA256";

/** Seconds that a request's clock may be off, before or after. */
export const tc3ClockSkewSeconds = 300;

/** In place of the body's hash, where a client leaves the body unsigned. */
export const unsignedPayload = "UNSIGNED-PAYLOAD";
/** Ours: the milliseconds, 0 to 999, that X-TC-Timestamp leaves out, so that requests of one second have an order. */
export const millisecondsHeader = "x-tc-milliseconds";

/** What a signature covers. */
export interface Tc3Request {
  readonly method: string;
  readonly path: string;
  /** Without "?"; empty where there is none. */
  readonly query: string;
  /** In the order of `SignedHeaders`: lower-case name and value. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly payload: string | Uint8Array;
  /** Seconds since 1970, as in `X-TC-Timestamp`. */
  readonly timestamp: number;
  /** The service in the credential scope; the endpoint's host says another where it is no Tencent Cloud host. */
  readonly service: string;
}

/** The `Authorization` header in parts. */
export interface Tc3Authorization {
  readonly secretId: string;
  /** UTC, `2026-03-01`. */
  readonly date: string;
  readonly service: string;
  /** Lower-case names. */
  readonly signedHeaders: readonly string[];
  /** 64 hexadecimal digits. */
  readonly signature: string;
}

const sha256 = (data: string | Uint8Array): string => createHash("sha256").update(data).digest("hex");
const hmac = (key: string | Uint8Array, data: string) => createHmac("sha256", key).update(data);

/** The UTC day of a timestamp in seconds. */
export const tc3Date = (timestamp: number): string => dayOf(Math.floor(timestamp / daySeconds));

const daySeconds = 86_400;
const dayOf = remembered((day: number) => new Date(day * daySeconds * 1_000).toISOString().slice(0, 10));

/** The signature of a request, in hex. */
export function tc3Signature(request: Tc3Request, secretKey: string): string {
  const { method, path, query, headers, payload, timestamp, service } = request;
  const date = tc3Date(timestamp);
  const canonicalHeaders = headers.map(([name, value]) => `${name}:${value}\n`).join("");
  const signedHeaders = headers.map(([name]) => name).join(";");
  const canonical = [method, path, query, canonicalHeaders, signedHeaders, sha256(payload)].join("\n");
  const toSign = [algorithm, timestamp, `${date}/${service}/tc3_request`, sha256(canonical)].join("\n");
  return hmac(signingKey(`${date}/${service}/${secretKey}`), toSign).digest("hex");
}

/** Signing keys by day, service and secret key: making one is three quarters of the work of a signature. */
const signingKey = remembered((name: string): Uint8Array => {
  const [date = "", service = "", ...secretKey] = name.split("/");
  const dateKey = hmac(`TC3${secretKey.join("/")}`, date).digest();
  const serviceKey = hmac(dateKey, service).digest();
  return hmac(serviceKey, "tc3_request").digest();
});

const scope = ({ date, service }: Tc3Authorization) => `${date}/${service}/tc3_request`;

export const printAuthorization = (given: Tc3Authorization): string =>
  `${algorithm} Credential=${given.secretId}/${scope(given)}, SignedHeaders=${given.signedHeaders.join(";")}, Signature=${given.signature}`;

const form =
  /^TC3-HMAC-SHA256 Credential=([!-.0-~]{1,128})\/(\d{4}-\d{2}-\d{2})\/([a-z0-9-]{1,64})\/tc3_request, SignedHeaders=([a-z0-9-]{1,64}(?:;[a-z0-9-]{1,64}){1,19}), Signature=([0-9a-f]{64})$/;

/** Undefined where the text is none. */
export function parseAuthorization(text: string): Tc3Authorization | undefined {
  const [, secretId, date, service, signedHeaders, signature] = form.exec(text) ?? [];
  if (!secretId || !date || !service || !signedHeaders || !signature) return undefined;
  return { secretId, date, service, signedHeaders: signedHeaders.split(";"), signature };
}
