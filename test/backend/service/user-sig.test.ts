import { createPrivateKey, createSign, generateKeyPairSync } from "node:crypto";
import { deflateSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { Sig } from "tls-sig-api";
import { Api } from "tls-sig-api-v2";
import {
  applicationKey,
  hmacOf,
  ModifyApplication,
  openPrivateMap,
  openUserSig,
  SimulateApplication,
  signUserSig,
  type UserSigClaims,
  VerifyUserSig,
  withPrivateMap,
} from "../../../backend/api";
import { judgeUserSig } from "../../../backend/rules/user-sigs";
import { Backend } from "./backend";

const key = "0123456789abcdef".repeat(4);
const claims = { sdkAppId: 1400000000, userId: "administrator", issuedAt: 1700000000, expiresIn: 86400 };

/** A UserSig as the vendor's library of before 2019 makes it, with a key pair. */
function legacyUserSig(privateKey: string, { sdkAppId, userId, issuedAt, expiresIn }: typeof claims): string {
  const fields = {
    "TLS.appid_at_3rd": "0",
    "TLS.account_type": "0",
    "TLS.identifier": userId,
    "TLS.sdk_appid": String(sdkAppId),
    "TLS.time": String(issuedAt),
    "TLS.expire_after": String(expiresIn),
  };
  const text = Object.entries(fields).map(([name, value]) => `${name}:${value}\n`);
  const signature = createSign("sha256").update(text.join("")).sign(privateKey, "base64");
  const document = { ...fields, "TLS.version": "201512300000", "TLS.sig": signature };
  const packed = deflateSync(JSON.stringify(document)).toString("base64");
  return packed.replace(/\+/g, "*").replace(/\//g, "-").replace(/=/g, "_");
}

describe("the format", () => {
  afterEach(() => jest.useRealTimers());

  test("gives the published vector", () => {
    expect(hmacOf(key, claims)).toBe("9awWeUL8MxxbBn8dhB0Jvuo0JKIh4dNCLkGIX4n5fd0=");
  });

  test("is the vendor's library's, byte by byte, for any key, user, time and expiry", () => {
    jest.useFakeTimers();
    const seconds = fc.integer({ min: 1, max: 4_000_000_000 });
    const userId = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/);
    const secret = fc.stringMatching(/^[0-9a-f]{64}$/);
    fc.assert(
      fc.property(secret, seconds, userId, seconds, seconds, (secretKey, sdkAppId, user, at, expiresIn) => {
        jest.setSystemTime(at * 1_000);
        const theirs = new Api(sdkAppId, secretKey).genUserSig(user, expiresIn);
        expect(signUserSig(secretKey, { sdkAppId, userId: user, issuedAt: at, expiresIn })).toBe(theirs);
      }),
    );
  });

  test("is the vendor's library's with a userbuf and as a PrivateMapKey, byte by byte", () => {
    jest.useFakeTimers();
    const room = fc.oneof(
      fc.integer({ min: 1, max: 4_294_967_294 }),
      fc.stringMatching(/^[A-Za-z0-9 #!.]{1,64}$/),
    );
    const seconds = fc.integer({ min: 1, max: 2_000_000_000 });
    const user = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/);
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(
        user,
        seconds,
        seconds,
        room,
        fc.nat(255),
        bytes,
        (userId, at, expiresIn, room, privileges, buf) => {
          jest.setSystemTime(at * 1_000);
          const issued = { ...claims, userId, issuedAt: at, expiresIn };
          const api = new Api(issued.sdkAppId, key);
          const theirs =
            typeof room === "number"
              ? api.genPrivateMapKey(userId, expiresIn, room, privileges)
              : api.genPrivateMapKeyWithStringRoomID(userId, expiresIn, room, privileges);
          expect(signUserSig(key, withPrivateMap(issued, { room, privileges }))).toBe(theirs);
          const opened = openUserSig(theirs)?.claims.userBuf;
          const expiresAt = at + expiresIn;
          const inside = { userId, sdkAppId: issued.sdkAppId, expiresAt, room, privileges };
          expect(opened && openPrivateMap(opened)).toEqual(inside);
          expect(signUserSig(key, { ...issued, userBuf: Buffer.from(buf) })).toBe(
            api.genSig(userId, expiresIn, buf),
          );
        },
      ),
    );
  });

  test("opens what it made, and nothing else", () => {
    expect(openUserSig(signUserSig(key, claims))).toMatchObject({ algorithm: "HMAC-SHA256", claims });
    const bomb = deflateSync(Buffer.alloc(10_000_000)).toString("base64");
    fc.assert(fc.property(fc.string(), (text) => expect(openUserSig(text)).toBeUndefined()));
    for (const text of ["", "AAAA", bomb, deflateSync("{}").toString("base64")]) {
      expect(openUserSig(text)).toBeUndefined();
    }
  });
});

describe("the format of before 2019", () => {
  const pair = generateKeyPairSync("ec", {
    namedCurve: "secp256k1",
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  const theirs = (expiresIn: number) =>
    new Sig({
      sdk_appid: claims.sdkAppId,
      expire_after: expiresIn,
      private_key_string: pair.privateKey,
      public_key_string: pair.publicKey,
    });
  const ours = (changes: Partial<UserSigClaims> = {}) =>
    signUserSig(pair.privateKey, { ...claims, issuedAt: Math.floor(Date.now() / 1_000), ...changes });
  const user = fc.stringMatching(/^[A-Za-z0-9_-]{1,32}$/);

  test("is taken by the vendor's library, and one of its own is opened to the same text, for any user and userbuf", () => {
    fc.assert(
      fc.property(user, fc.stringMatching(/^[a-z0-9 ]{1,40}$/), (userId, text) => {
        const userBuf = Buffer.from(text);
        expect(theirs(100).verifySig(ours({ userId }), userId)).toBe(true);
        expect(theirs(100).verifySigWithUserbuf(ours({ userId, userBuf }), userId)).toBe(text);
        for (const sig of [theirs(100).genSig(userId), theirs(100).genSigWithUserbuf(userId, text)]) {
          const opened = openUserSig(sig);
          if (!opened) throw new Error("theirs isn't opened");
          const fault = judgeUserSig(
            opened,
            { sdkAppId: claims.sdkAppId, userId },
            { secretKey: undefined, publicKey: pair.publicKey },
            Date.now(),
          );
          expect([opened.algorithm, fault]).toEqual(["ECDSA-SHA256", undefined]);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("has the fields of the vendor's, in their order", () => {
    const fieldsOf = (sig: string) =>
      Object.entries(
        JSON.parse(
          inflateSync(
            Buffer.from(sig.replaceAll("*", "+").replaceAll("-", "/").replaceAll("_", "="), "base64"),
          ).toString(),
        ),
      ).filter(([name]) => name !== "TLS.sig" && name !== "TLS.time");
    expect(fieldsOf(ours({ expiresIn: 100 }))).toEqual(fieldsOf(theirs(100).genSig(claims.userId)));
  });

  /** That of the vendor's library for Python (tls-sig-api 1.4) leaves the first line empty. */
  test("is judged by the lines that were signed", () => {
    const fields = {
      "TLS.account_type": "0",
      "TLS.identifier": claims.userId,
      "TLS.appid_at_3rd": "",
      "TLS.sdk_appid": String(claims.sdkAppId),
      "TLS.expire_after": "100",
      "TLS.version": "20151204",
      "TLS.time": "1700000000",
    };
    const document = { ...fields, "TLS.sig": "" };
    expect(openUserSig(deflateSync(JSON.stringify(document)).toString("base64"))?.signed).toMatch(
      /^TLS\.appid_at_3rd:\nTLS\.account_type:0\n/,
    );
  });

  test("a key is one in whatever form it is written", () => {
    const sec1 = createPrivateKey(pair.privateKey).export({ type: "sec1", format: "pem" }).toString();
    expect(applicationKey(sec1)).toBe(pair.privateKey);
    const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    const others = [
      rsa.export({ type: "pkcs8", format: "pem" }).toString(),
      pair.publicKey,
      "-----BEGIN X",
      "a b",
    ];
    expect(others.map(applicationKey)).toEqual(others.map(() => undefined));
  });
});

describe("a number in a UserSig", () => {
  const opened = (time: unknown) => {
    const fields = { "TLS.identifier": "u", "TLS.sdkappid": 1, "TLS.expire": 1, "TLS.sig": "" };
    const document = { ...fields, "TLS.ver": "2.0", "TLS.time": time };
    return openUserSig(deflateSync(JSON.stringify(document)).toString("base64"))?.claims.issuedAt;
  };

  test.each([0, 1700000000, "0", "1700000000"])("may be %j", (time) => {
    expect(opened(time)).toBe(Number(time));
  });

  test.each([null, true, false, "", " 1", "1e3", "0x1", -1, 1.5, "9".repeat(20), [1], {}])(
    "is no %j",
    (time) => {
      expect(opened(time)).toBeUndefined();
    },
  );
});

describe("VerifyUserSig", () => {
  let backend: Backend;
  let SdkAppId: number;
  beforeEach(async () => {
    backend = await Backend.open();
    SdkAppId = (await backend.create()).SdkAppId;
  });
  afterEach(async () => {
    jest.useRealTimers();
    await backend.close();
  });

  const issued = () => ({
    sdkAppId: SdkAppId,
    userId: "alice",
    issuedAt: backend.now / 1_000,
    expiresIn: 3_600,
  });
  const secrets = async () => (await backend.describe(SdkAppId, { secrets: true })) ?? { SecretKey: "" };
  const sign = async (changes = {}) =>
    signUserSig((await secrets()).SecretKey ?? "", { ...issued(), ...changes });
  const verify = (UserSig: string, UserId = "alice") =>
    backend.call(VerifyUserSig, { SdkAppId, UserId, UserSig });

  test("accepts one of today's key until it expires", async () => {
    const sig = await sign();
    expect(await verify(sig)).toEqual({
      Accepted: true,
      Reason: null,
      SignatureAlgorithm: "HMAC-SHA256",
      ExpireTime: "2026-03-01T01:00:00.000Z",
      UserBuf: null,
      PrivateMap: null,
    });
    backend.pass({ hours: 1 });
    expect(await verify(sig)).toMatchObject({
      Accepted: false,
      Reason: "it has expired, on 2026-03-01T01:00:00.000Z",
    });
  });

  test.each<[number | string, object]>([
    [4711, { RoomId: 4711, StrRoomId: null, PrivilegeMap: 42 }],
    ["lobby", { RoomId: null, StrRoomId: "lobby", PrivilegeMap: 42 }],
  ])("accepts the vendor's PrivateMapKey for room %j and tells what it allows", async (room, PrivateMap) => {
    jest.useFakeTimers({ now: backend.now, doNotFake: ["nextTick", "setImmediate", "queueMicrotask"] });
    const api = new Api(SdkAppId, (await secrets()).SecretKey ?? "");
    const sig =
      typeof room === "number"
        ? api.genPrivateMapKey("alice", 3_600, room, 42)
        : api.genPrivateMapKeyWithStringRoomID("alice", 3_600, room, 42);
    jest.useRealTimers();
    expect(await verify(sig)).toMatchObject({ Accepted: true, Reason: null, PrivateMap });
  });

  test("accepts one that carries bytes of its own", async () => {
    const sig = await sign({ userBuf: Buffer.from("tenant=7") });
    const UserBuf = Buffer.from("tenant=7").toString("base64");
    expect(await verify(sig)).toMatchObject({ Accepted: true, UserBuf, PrivateMap: null });
  });

  const mapped = (changes: Partial<UserSigClaims>) => {
    const { userBuf } = withPrivateMap({ ...issued(), ...changes }, { room: 7, privileges: 255 });
    return sign({ userBuf });
  };

  test.each<[string, () => Promise<string>, RegExp]>([
    ["another application", () => sign({ sdkAppId: 1400000001 }), /made for application 1400000001/],
    ["another user", () => sign({ userId: "bob" }), /made for the user "bob"/],
    ["another key", async () => signUserSig(key, issued()), /another key/],
    ["something between two files", async () => "eJwrAAAA", /begins like one and is cut off/],
    ["no UserSig at all", async () => "Bearer x.y", /no UserSig, which begins with eJ/],
    ["a time in milliseconds", () => sign({ issuedAt: backend.now }), /in milliseconds/],
    ["tomorrow", () => sign({ issuedAt: backend.now / 1_000 + 86_400 }), /counts from 2026-03-02T00:00/],
    ["rights of another user", () => mapped({ userId: "bob" }), /rights are for the user "bob"/],
    ["rights of another application", () => mapped({ sdkAppId: 1 }), /rights are for application 1/],
    ["rights that have ended", () => mapped({ expiresIn: 0 }), /rights have ended/],
  ])("refuses one of %s", async (_, make, reason) => {
    expect(await verify(await make())).toMatchObject({
      Accepted: false,
      Reason: expect.stringMatching(reason),
    });
  });

  test("says of one that lasts beyond all dates that it is good, and no date", async () => {
    const sig = await sign({ expiresIn: Number.MAX_SAFE_INTEGER });
    expect(await verify(sig)).toMatchObject({ Accepted: true, ExpireTime: null });
  });

  test("of a key pair stay accepted after the upgrade; the new key counts from then on", async () => {
    await backend.admin(SimulateApplication, { SdkAppId, SignatureAlgorithm: "ECDSA-SHA256" });
    const pair = await backend.describe(SdkAppId, { secrets: true });
    const before = legacyUserSig(pair?.PrivateKey ?? "", issued());
    expect(await verify(before)).toMatchObject({ Accepted: true, SignatureAlgorithm: "ECDSA-SHA256" });
    const early = signUserSig(key, issued());
    expect((await verify(early)).Reason).toMatch(/ECDSA key pair only/);
    expect(
      (await verify(legacyUserSig(pair?.PrivateKey ?? "", { ...issued(), userId: "bob" }))).Accepted,
    ).toBe(false);

    await backend.call(ModifyApplication, { SdkAppId, SignatureAlgorithm: "HMAC-SHA256" });
    expect(await verify(before)).toMatchObject({ Accepted: true, SignatureAlgorithm: "ECDSA-SHA256" });
    expect(await verify(await sign())).toMatchObject({ Accepted: true, SignatureAlgorithm: "HMAC-SHA256" });
  });

  test("of a key pair are refused where there never was one, and by another pair", async () => {
    const other = (await backend.create()).SdkAppId;
    await backend.admin(SimulateApplication, { SdkAppId: other, SignatureAlgorithm: "ECDSA-SHA256" });
    const pair = await backend.describe(other, { secrets: true });
    const sig = legacyUserSig(pair?.PrivateKey ?? "", issued());
    expect((await verify(sig)).Reason).toMatch(/never had a key pair/);
    await backend.admin(SimulateApplication, { SdkAppId, SignatureAlgorithm: "ECDSA-SHA256" });
    expect((await verify(sig)).Reason).toMatch(/another key/);
  });
});

describe("the upgrade of a key pair", () => {
  let backend: Backend;
  beforeEach(async () => {
    backend = await Backend.open();
  });
  afterEach(() => backend.close());

  test("keeps the pair, makes one key once, and never goes back", async () => {
    const { SdkAppId } = await backend.create();
    await backend.admin(SimulateApplication, { SdkAppId, SignatureAlgorithm: "ECDSA-SHA256" });
    const old = await backend.describe(SdkAppId, { secrets: true });
    const upgrade = { SdkAppId, SignatureAlgorithm: "HMAC-SHA256" } as const;
    await backend.call(ModifyApplication, upgrade);
    const upgraded = await backend.describe(SdkAppId, { secrets: true });
    expect(upgraded).toMatchObject({
      ...old,
      SignatureAlgorithm: "HMAC-SHA256",
      SecretKey: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    await backend.call(ModifyApplication, upgrade);
    expect(await backend.describe(SdkAppId, { secrets: true })).toEqual(upgraded);
    const refusal = await backend.refusal(ModifyApplication, {
      SdkAppId,
      SignatureAlgorithm: "ECDSA-SHA256",
      Name: "renamed",
    });
    expect(refusal).toMatchObject({
      code: "InvalidParameterValue.SignatureAlgorithm",
      parameter: "SignatureAlgorithm",
    });
    expect(await backend.describe(SdkAppId, { secrets: true })).toEqual(upgraded);
  });

  test("leaves a key pair that is declared as it is", async () => {
    const { SdkAppId } = await backend.create();
    await backend.admin(SimulateApplication, { SdkAppId, SignatureAlgorithm: "ECDSA-SHA256" });
    const old = await backend.describe(SdkAppId, { secrets: true });
    await backend.call(ModifyApplication, { SdkAppId, SignatureAlgorithm: "ECDSA-SHA256" });
    expect(await backend.describe(SdkAppId, { secrets: true })).toEqual(old);
  });
});
