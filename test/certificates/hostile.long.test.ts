import { generateKeyPairSync } from "node:crypto";
import { maxFileBytes, maxPasswordLength, openApnsP12, readApnsP8, readApnsP12 } from "../../certificates";
import { reading } from "../../certificates/failure";
import { type Effort, WorkBudget } from "../../certificates/pkcs12/work-budget";
import {
  bags,
  certificate,
  data,
  der,
  encrypted,
  encryptedData,
  explicit,
  integer,
  macOf,
  nothing,
  octets,
  oid,
  pbes2,
  pbmac1Pfx,
  pfx,
  pkcs12Pbe,
  sequence,
} from "./der";
import { messages, outcome, valueIn } from "./outcome";

const password = "p";
const content = Buffer.alloc(64);
const safe = (...items: readonly Uint8Array[]) => data(sequence(...items));
const many = <T>(count: number, make: () => T) => Array.from({ length: count }, make);
const hugeNumber = Buffer.alloc(1000, 0x7f);

/** 2 s of a processor, 4 s of a slow one, is the promise; a test that needs as much would be broken already. */
const promised = 4000;

const expectSoon = (file: Uint8Array, code: string, word = password) => {
  const before = process.cpuUsage();
  const started = performance.now();
  expect(outcome(openApnsP12(file, word))).toBe(code);
  const { user, system } = process.cpuUsage(before);
  // The machine may be busy with others: then this process's own time counts.
  expect(Math.min(performance.now() - started, (user + system) / 1000)).toBeLessThan(promised);
};

describe("iterations that would take for ever are refused before they begin", () => {
  test.each<[string, Buffer]>([
    ["of the MAC", pfx([], macOf(2 ** 31 - 1))],
    ["of the MAC, a number of 8,000 bits", pfx([], macOf(hugeNumber))],
    ["of the MAC, just beyond the limit", pfx([], macOf(1_000_001))],
    ["of an encrypted part", pfx([encryptedData(pbes2({ iterations: 10_000_000 }), content)])],
    ["of an encrypted part, an old scheme", pfx([encryptedData(pkcs12Pbe(10_000_000), content)])],
    ["of a key", pfx([safe(bags.shroudedKey(pbes2({ iterations: hugeNumber }), content))])],
    [
      "of a key inside an encrypted part",
      pfx([
        encryptedData(
          pbes2({ iterations: 1 }),
          encrypted(sequence(bags.shroudedKey(pbes2({ iterations: 2e9 }), content)), password),
        ),
      ]),
    ],
  ])("%s", (_what, file) => {
    expectSoon(file, "TooManyIterations");
    expect(messages(openApnsP12(file, password))).toMatch(/export it again with fewer/);
  });

  test("the limit counts for all of a file together", () => {
    const nothingOfOurs = encrypted(sequence(bags.secret()), password);
    const parts = (iterations: number, how: number) =>
      pfx(many(how, () => encryptedData(pbes2({ iterations }), nothingOfOurs)));
    expectSoon(parts(1, 20), "NoCertificate");
    // Their password is right for one iteration only, so the first of these doesn't open.
    expectSoon(parts(1_000_000, 20), "WrongPassword");
    expectSoon(pfx([encryptedData(pkcs12Pbe(540_000), content)]), "TooManyIterations");
  });

  test.each<[string, readonly (readonly [Effort, number, number])[], string]>([
    [
      "a file of NSS",
      [
        ["pkcs12", 600_000, 1],
        ["pbkdf2", 600_000, 1],
        ["pbkdf2", 600_000, 1],
      ],
      "ok",
    ],
    [
      "the same with an empty password",
      [...many(2, () => ["pkcs12", 600_000, 1] as const), ["pbkdf2", 600_000, 2]],
      "ok",
    ],
    ["as much as there is", [["pkcs12", 800_000, 2]], "ok"],
    [
      "a little more",
      [
        ["pkcs12", 800_000, 2],
        ["pbkdf2", 1, 1],
      ],
      "TooManyIterations",
    ],
    ["many small ones", many(50, () => ["pbkdf2" as const, 200_000, 1] as const), "TooManyIterations"],
  ])("%s asks for: %p", (_what, asked, code) => {
    const work = new WorkBudget();
    const answer = reading(() => {
      for (const [effort, iterations, blocks] of asked) work.spend(effort, iterations, blocks);
    });
    expect(outcome(answer)).toBe(code);
  });

  test("none at all is damage: the key would be the same for every password", () => {
    expectSoon(pfx([], macOf(0)), "Damaged");
    expectSoon(pfx([encryptedData(pbes2({ iterations: 0 }), content)]), "Damaged");
  });

  test("a key as long as memory is never made", () => {
    const scheme = pbes2({ iterations: 1, keyLength: 2 ** 31 });
    expectSoon(pfx([encryptedData(scheme, content)]), "Damaged");
  });
});

describe("structures made to exhaust", () => {
  const nestedSequences = (depth: number) => {
    let inner = sequence();
    for (let level = 0; level < depth; level += 1) inner = sequence(inner);
    return inner;
  };
  const nestedBags = (depth: number) => {
    let inner: Buffer = bags.secret();
    for (let level = 0; level < depth; level += 1) inner = bags.nested(inner);
    return inner;
  };
  const indefinite = Buffer.concat([Buffer.from([0x30, 0x80, 2, 1, 3]), Buffer.alloc(60_000, "3080", "hex")]);
  const lengths = (length: string) => Buffer.concat([Buffer.from(`30${length}020103`, "hex"), content]);

  test.each<[string, Buffer, string]>([
    ["20,000 nested sequences", sequence(integer(3), nestedSequences(15_000)), "Damaged"],
    ["the same inside the content", pfx([nestedSequences(10_000)]), "Damaged"],
    ["30,000 sequences without an end", indefinite, "Damaged"],
    ["a length of 2 GiB", lengths("847fffffff"), "Truncated"],
    ["a length of 4 GiB", lengths("84ffffffff"), "Truncated"],
    ["a length of 126 bytes", lengths(`fe${"ff".repeat(126)}`), "NotPkcs12"],
    ["30,000 empty values", sequence(integer(3), sequence(...many(30_000, () => nothing))), "Damaged"],
    ["bags in bags", pfx([safe(nestedBags(20))]), "TooManyItems"],
    ["500 bags in bags", pfx([safe(nestedBags(500))]), "Damaged"],
    ["1,000 bags", pfx([safe(...many(1000, bags.secret))]), "TooManyItems"],
    ["60 bags of nothing of ours", pfx([safe(...many(60, bags.secret))]), "NoCertificate"],
    [
      "an octet string of 20,000 chunks",
      sequence(integer(3), data(der(0x24, ...many(20_000, () => octets())))),
      "Damaged",
    ],
  ])("%s", (_what, file, code) => {
    expect(file.length).toBeLessThanOrEqual(maxFileBytes);
    expectSoon(file, code);
  });

  test("a file beyond the limit isn't looked at", () => {
    expectSoon(Buffer.alloc(maxFileBytes + 1), "TooLarge");
    expectSoon(Buffer.alloc(200_000_000), "TooLarge");
    expect(outcome(openApnsP12(Buffer.alloc(maxFileBytes), ""))).toBe("NotPkcs12");
  });

  test("a password beyond the limit isn't used", () => {
    const file = pfx([], macOf(1));
    expectSoon(file, "WrongPassword", "x".repeat(maxPasswordLength));
    expectSoon(file, "PasswordTooLong", "x".repeat(maxPasswordLength + 1));
  });
});

describe("keys that are dear to load", () => {
  /** OpenSSL computes the public half of a DSA key when it loads it, with numbers of any size. */
  const dsa = (bytes: number) => {
    const odd = Buffer.alloc(bytes, 0x7f);
    const parameters = sequence(integer(odd), integer(odd), integer(odd));
    return sequence(integer(0), sequence(oid("1.2.840.10040.4.1"), parameters), octets(integer(odd)));
  };
  const ec = generateKeyPairSync("ec", { namedCurve: "prime256v1", paramEncoding: "explicit" }).privateKey;

  test("DSA with numbers of 120,000 bits, as .p8", () => {
    const pem = `-----BEGIN PRIVATE KEY-----\n${dsa(11_000).toString("base64")}\n-----END PRIVATE KEY-----`;
    const started = performance.now();
    const identity = { keyId: "ABC123DEFG", teamId: "DEF123GHIJ", bundleId: "com.example.shop" };
    expect(outcome(readApnsP8(pem, identity))).toBe("WrongKeyType");
    expect(performance.now() - started).toBeLessThan(promised);
  });

  test("a curve of one's own", () => {
    const pem = ec.export({ type: "pkcs8", format: "pem" });
    const identity = { keyId: "ABC123DEFG", teamId: "DEF123GHIJ", bundleId: "com.example.shop" };
    expect(outcome(readApnsP8(pem, identity))).toBe("WrongKeyType");
  });
});

describe("certificates with more in them than Apple puts there", () => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const spki = publicKey.export({ type: "spki", format: "der" });
  const key = bags.key(privateKey.export({ type: "pkcs8", format: "der" }));
  const file = (parts: Parameters<typeof certificate>[1]) =>
    pfx([safe(bags.certificate(certificate(spki, parts)), key)]);
  const userId = "com.example.shop";

  test.each<[string, Parameters<typeof certificate>[1], string]>([
    ["nothing special", { userId }, "ok"],
    ["a name made to confuse a search", { userId, commonName: "Apple Developer ".repeat(1800) }, "NotApns"],
    [
      "the same, nearly of a push certificate",
      { userId, commonName: `Apple Push Services:${" ".repeat(28_000)}` },
      "ok",
    ],
    ["a bundle id of 20 kB", { userId: "a.".repeat(10_000) }, "NotApns"],
    ["a bundle id that is no text for a terminal", { userId: "\u001b[2J\u0000" }, "ok"],
  ])("%s", (_what, parts, code) => {
    expectSoon(file(parts), code);
  });

  test("thousands of topics", () => {
    const topics = Array.from({ length: 3000 }, (_, index) => `t${index}`);
    const started = performance.now();
    expect(valueIn(openApnsP12(file({ userId, topics }), password)).topics).toEqual(topics.slice(0, 64));
    expect(performance.now() - started).toBeLessThan(promised);
  });

  test("control characters are shown in a message, not sent to the terminal", () => {
    const reading = readApnsP12(file({ userId: "\u001b[2J" }), password, {
      now: new Date("2026-11-22"),
      bundleId: "a",
    });
    expect(outcome(reading)).toBe("OtherBundleId");
    expect(messages(reading)).toContain("\\u001b[2J");
  });

  test("60 certificates and keys", () => {
    const both = [bags.certificate(certificate(spki, { userId })), key];
    expectSoon(pfx([safe(...many(60, () => both[0] ?? key))]), "NoPrivateKey");
    expectSoon(pfx([safe(...Array.from({ length: 30 }, () => both).flat())]), "ok");
  });
});

describe("PBMAC1", () => {
  const nothingOfOurs = [safe(bags.secret())];
  test.each<[string, Parameters<typeof pbmac1Pfx>[2], string]>([
    ["SHA-256", {}, "NoCertificate"],
    ["SHA-512 and a longer key", { code: "sha512", keyLength: 64 }, "NoCertificate"],
    ["a key shorter than RFC 9579 allows", { keyLength: 19 }, "Damaged"],
    ["a key as long as memory", { keyLength: 2_000 }, "Damaged"],
  ])("%s", (_what, how, code) => {
    expectSoon(pbmac1Pfx(nothingOfOurs, "Ключ", how), code, "Ключ");
  });

  test("tells another password, and what was changed since", () => {
    expectSoon(pbmac1Pfx(nothingOfOurs, password), "WrongPassword", "other");
    const changed = pbmac1Pfx(nothingOfOurs, password);
    changed.writeUInt8(1, changed.indexOf(Buffer.from("NOT USED")) - 4);
    expectSoon(changed, "WrongPassword");
  });

  test("counts its iterations before they begin, and of MacData none", () => {
    const huge = integer(2 ** 31 - 1);
    const kdf = sequence(octets(content), huge, integer(32));
    const algorithm = sequence(
      sequence(oid("1.2.840.113549.1.5.12"), kdf),
      sequence(oid("1.2.840.113549.2.9")),
    );
    expectSoon(pfx([], macOf(1, sequence(oid("1.2.840.113549.1.5.14"), algorithm))), "TooManyIterations");
  });
});

describe("protections that are recognised and not read", () => {
  test.each([
    [
      "a signature instead of a password",
      sequence(integer(3), sequence(oid("1.2.840.113549.1.7.2"), explicit(nothing))),
    ],
    ["content encrypted for a certificate", pfx([sequence(oid("1.2.840.113549.1.7.3"), explicit(nothing))])],
  ])("%s", (_what, file) => {
    expectSoon(file, "UnsupportedEncryption");
  });
});
