import { equalInConstantTime } from "../../ground/constant-time";
import {
  ApiError,
  millisecondsHeader,
  parseAuthorization,
  type ServiceName,
  type Tc3Authorization,
  tc3ClockSkewSeconds,
  tc3Date,
  tc3Signature,
  unsignedPayload,
} from "../api";
import type { Access } from "../service";
import { type Incoming, signedBody } from "./incoming";

/** Who signed a request, and what tells it from every other. */
export interface Authenticated {
  readonly access: Access;
  readonly signature: string;
  /** When the sender signed it, by the sender's clock, in milliseconds since 1970. */
  readonly signedAt: number;
}

const invalid = (why: string) =>
  new ApiError("AuthFailure.InvalidAuthorization", `the request is not signed as it must be: ${why}`);

/**
 * Verifies a TC3-HMAC-SHA256 signature over whatever its SignedHeaders list.
 *
 * @param service whose action is asked for
 * @param now milliseconds since 1970
 * @throws ApiError of the `AuthFailure` family.
 */
export async function authenticate(
  incoming: Incoming,
  service: ServiceName,
  find: (secretId: string) => Promise<Access | undefined>,
  now: number,
): Promise<Authenticated> {
  const authorization = parseAuthorization(incoming.header("authorization") ?? "");
  if (!authorization) throw invalid("the header Authorization is missing or of another form");
  if (service === "rtcapp") mustBeBound(incoming, authorization);
  const timestamp = timestampOf(incoming, authorization, now);
  const headers = headersOf(incoming, authorization);
  const access = await find(authorization.secretId);
  if (!access) {
    throw new ApiError("AuthFailure.SecretIdNotFound", "there is no key pair with this SecretId here");
  }
  if (incoming.header("x-tc-token") !== undefined) {
    throw new ApiError("AuthFailure.TokenFailure", "this key pair takes no token: leave X-TC-Token out");
  }
  const payload =
    incoming.header("x-tc-content-sha256") === unsignedPayload ? unsignedPayload : signedBody(incoming.body);
  const { method, path, query } = incoming;
  const matches = (candidate: readonly Header[]) =>
    equalInConstantTime(
      authorization.signature,
      tc3Signature(
        { method, path, query, headers: candidate, payload, timestamp, service: authorization.service },
        access.secretKey,
      ),
    );
  if (!matchesAny(headers, matches)) {
    throw new ApiError(
      "AuthFailure.SignatureFailure",
      "the signature is not that of this request: check the SecretKey, and that nothing between changes host, headers or body",
    );
  }
  return {
    access,
    signature: authorization.signature,
    signedAt: timestamp * 1_000 + millisecondsOf(headers),
  };
}

/**
 * A signature of ours is good for one request alone: whoever gets hold of it can ask for no other action, send no
 * other body and ask no other service. Tencent's SDKs leave these open, so for its services they are not asked for.
 */
function mustBeBound(incoming: Incoming, { service, signedHeaders }: Tc3Authorization): void {
  if (service !== "rtcapp") {
    throw invalid('the service in Credential must be "rtcapp" for this project\'s own actions');
  }
  if (!signedHeaders.includes("x-tc-action")) {
    throw invalid(
      "SignedHeaders must list x-tc-action for this project's own actions, so that nobody can ask for another one with it",
    );
  }
  if (incoming.header("x-tc-content-sha256") === unsignedPayload) {
    throw invalid(
      `X-TC-Content-SHA256 can't be ${unsignedPayload} for this project's own actions: sign the body's hash and leave this header out`,
    );
  }
}

/** The milliseconds of the signing, where the signature covers them: Tencent's SDKs send whole seconds only. */
function millisecondsOf(headers: readonly Header[]): number {
  const text = new Map(headers).get(millisecondsHeader) ?? "";
  return /^\d{1,3}$/.test(text) ? Number(text) : 0;
}

function timestampOf(incoming: Incoming, { date }: Tc3Authorization, now: number): number {
  const text = incoming.header("x-tc-timestamp") ?? "";
  if (!/^\d{1,10}$/.test(text)) throw invalid("the header X-TC-Timestamp must be seconds since 1970");
  const timestamp = Number(text);
  const off = Math.round(timestamp - now / 1_000);
  if (Math.abs(off) > tc3ClockSkewSeconds) throw expired(off);
  if (date !== tc3Date(timestamp)) throw invalid("the date in Credential is not that of X-TC-Timestamp");
  return timestamp;
}

/** @param off seconds that the client's clock is ahead */
export const expired = (off: number): ApiError =>
  new ApiError(
    "AuthFailure.SignatureExpire",
    `the request's clock is ${Math.abs(off)} seconds ${off > 0 ? "ahead" : "behind"}, and ${tc3ClockSkewSeconds} are allowed: set this machine's clock`,
  );

type Header = readonly [name: string, value: string];

function headersOf(incoming: Incoming, { signedHeaders }: Tc3Authorization): Header[] {
  for (const needed of ["content-type", "host"]) {
    if (!signedHeaders.includes(needed)) throw invalid(`SignedHeaders must list ${needed}`);
  }
  return signedHeaders.map((name) => {
    const value = incoming.header(name);
    if (value === undefined) throw invalid(`SignedHeaders lists ${name}, which the request doesn't have`);
    return [name, value.trim()];
  });
}

/**
 * Clients differ in two points: Tencent's SDK for Node signs the host without the port that it sends, and its
 * documents ask for values in lower case where its SDKs sign them as they are.
 */
function* spellings(headers: readonly Header[]): Generator<readonly Header[]> {
  yield headers;
  const withoutPort = headers.map(
    ([name, value]): Header => [name, name === "host" ? hostname(value) : value],
  );
  yield withoutPort;
  const lower = (of: readonly Header[]) => of.map(([name, value]): Header => [name, value.toLowerCase()]);
  yield lower(headers);
  yield lower(withoutPort);
}

/** The first is nearly always the one: the others are made where it is not. */
function matchesAny(headers: readonly Header[], matches: (candidate: readonly Header[]) => boolean): boolean {
  for (const candidate of spellings(headers)) if (matches(candidate)) return true;
  return false;
}

const hostname = (host: string): string => host.replace(/:\d+$/, "");
