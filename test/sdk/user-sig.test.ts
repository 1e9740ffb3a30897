import * as pulumi from "@pulumi/pulumi";
import { openPrivateMap, openUserSig, signUserSig } from "../../backend/api";
import { type UserSigArgs, userSig } from "../../sdk/dynamic/user-sig";

const secretKey = "0123456789abcdef".repeat(4);
const args = {
  sdkAppId: 1400000000,
  secretKey,
  userId: "administrator",
  issuedAt: 1700000000,
  expiresIn: 86_400,
};

const known = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => {
    output.apply(resolve);
  });

describe("userSig", () => {
  afterEach(() => jest.useRealTimers());

  test("is the signature of its arguments, and a secret", async () => {
    const sig = userSig(args);
    const { secretKey: key, ...claims } = args;
    expect(await known(sig)).toBe(signUserSig(key, claims));
    expect(await pulumi.isSecret(sig)).toBe(true);
  });

  test("is the same at every run, whatever the clock", async () => {
    const first = await known(userSig(args));
    jest.useFakeTimers({ now: Date.UTC(2040, 0, 1), doNotFake: ["nextTick", "queueMicrotask"] });
    const second = userSig(args);
    jest.useRealTimers();
    expect(await known(second)).toBe(first);
  });

  test.each<[string, pulumi.Input<string | number>]>([
    ["seconds", 1700000000],
    ["ISO 8601, UTC", "2023-11-14T22:13:20Z"],
    ["ISO 8601, a fraction of a second", "2023-11-14T22:13:20.9Z"],
    ["ISO 8601, another zone", "2023-11-15T06:13:20+08:00"],
    ["an output", pulumi.output("2023-11-14T22:13:20Z")],
  ])("takes its time as %s", async (_, issuedAt) => {
    expect(openUserSig(await known(userSig({ ...args, issuedAt })))?.claims.issuedAt).toBe(1700000000);
  });

  test("takes every argument as an output", async () => {
    const outputs: UserSigArgs = {
      sdkAppId: pulumi.output(args.sdkAppId),
      secretKey: pulumi.secret(args.secretKey),
      userId: pulumi.output(args.userId),
      issuedAt: pulumi.output(args.issuedAt),
      expiresIn: pulumi.output(args.expiresIn),
    };
    expect(await known(userSig(outputs))).toBe(await known(userSig(args)));
  });

  test.each<[string, Partial<UserSigArgs>, object]>([
    ["a room's number", { room: 4711 }, { room: 4711, privileges: 255 }],
    ["a room's name and bits", { room: "4711", privileges: 42 }, { room: "4711", privileges: 42 }],
    [
      "privileges by name, as outputs",
      { room: pulumi.output(7), privileges: ["enter-room", pulumi.output("receive-audio" as const)] },
      { room: 7, privileges: 10 },
    ],
  ])("becomes a PrivateMapKey by %s", async (_, more, map) => {
    const userBuf = openUserSig(await known(userSig({ ...args, ...more })))?.claims.userBuf;
    expect(userBuf && openPrivateMap(userBuf)).toMatchObject({ ...map, expiresAt: 1700086400 });
  });

  test("carries text of its own as userbuf", async () => {
    const opened = openUserSig(await known(userSig({ ...args, userBuf: "tenant=7 é" })));
    expect(opened?.claims.userBuf?.toString()).toBe("tenant=7 é");
  });

  const pem = "-----BEGIN PRIVATE KEY-----\nPLANTED\n-----END PRIVATE KEY-----\n";
  test.each<[string, object, RegExp]>([
    [
      "no key, as on an application with a key pair",
      { secretKey: undefined },
      /secretKey is missing: .*HMAC-SHA256/,
    ],
    ["an ECDSA private key", { secretKey: pem }, /secretKey must be a SDKSecretKey.*ECDSA.*HMAC-SHA256/],
    ["half a key", { secretKey: secretKey.slice(32) }, /64 hexadecimal/],
    ["no time", { issuedAt: undefined }, /issuedAt must be .* no default, since/],
    ["a time without a zone", { issuedAt: "2026-11-01T00:00:00" }, /with a time zone/],
    ["a day", { issuedAt: "2026-11-01" }, /with a time zone/],
    ["a time in parts of a second", { issuedAt: 1700000000.5 }, /seconds since 1970/],
    [
      "a time in milliseconds",
      { issuedAt: 1700000000000 },
      /issuedAt is in milliseconds.*divide it by 1,000/,
    ],
    [
      "an argument that it doesn't know",
      { roomId: 7 },
      /roomId is not an argument of userSig; did you mean "room"/,
    ],
    ["a room that TRTC has not", { room: 0 }, /room must be a number of 1-4294967294/],
    ["privileges that there are not", { room: 1, privileges: ["fly"] }, /privileges must be .* enter-room/],
    ["privileges without a room", { privileges: 255 }, /privileges are those of one room/],
    ["a userbuf beside a room", { room: 1, userBuf: "x" }, /userBuf can't be given beside room/],
    ["an empty userbuf", { userBuf: "" }, /userBuf must be text of 1-1000/],
    ["a user that no console would take", { userId: "@RBT#1" }, /userId must be 1-32 letters/],
    ["no end", { expiresIn: 0 }, /expiresIn must be a whole number of seconds/],
    ["an end as text", { expiresIn: "86400" }, /expiresIn must be a whole number/],
    ["a SDKAppID as text", { sdkAppId: "1400000000" }, /sdkAppId must be a SDKAppID as a number/],
  ])("refuses %s at once, without repeating a value", (_, change, says) => {
    const call = () => userSig({ ...args, ...change });
    expect(call).toThrow(pulumi.RunError);
    expect(call).toThrow(says);
    expect(call).not.toThrow(/PLANTED|0123456789abcdef/);
  });

  test("names every argument at fault", () => {
    expect(() => userSig({ ...args, userId: "a b", expiresIn: -1 })).toThrow(/userId .*; expiresIn /);
  });
});
