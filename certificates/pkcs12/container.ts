import { explicit, ifWellFormed, octets, oid, parse, sequence } from "../der";
import { refuse } from "../failure";
import { unsupported } from "./encryption";
import { type MacCheck, readMac } from "./mac";
import { describeWrongFile } from "./wrong-file";

const data = "1.2.840.113549.1.7.1";
const version3 = Buffer.from([0x02, 0x01, 0x03]);

/** The outer shell of a .p12, which is read without a password. */
export interface Container {
  readonly authenticatedSafe: Buffer;
  /** Undefined for a file without a code: whether the password is right, only decrypting shows. */
  readonly mac: MacCheck | undefined;
}

/** A PFX of RFC 7292, section 4. */
export function readContainer(bytes: Buffer): Container {
  const header = headerOf(bytes);
  if (!header) return refuse("NotPkcs12", describeWrongFile(bytes));
  const { announced } = header;
  if (announced !== undefined && bytes.length < announced) {
    refuse(
      "Truncated",
      `is cut off: its beginning announces ${announced} bytes, and there are ${bytes.length}; ${copyAgain}`,
    );
  }
  if (announced !== undefined && bytes.length > announced) {
    refuse("Damaged", `has ${bytes.length - announced} bytes after its end; ${copyAgain}`);
  }
  return ifWellFormed(() => readPfx(bytes)) ?? refuse("Damaged", damaged);
}

const copyAgain = "copy it again in binary form, or export it again";
export const damaged = `is damaged: it begins like a .p12 and goes on as something else; ${copyAgain}`;

/**
 * A file that is cut off, or has something appended, is the usual accident of copying and deserves its own words:
 * so the length that the first bytes announce is read before anything else. Undefined if this is no PFX of
 * version 3, the only one there is; no length in the indefinite form of BER, which marks the end instead.
 */
function headerOf(bytes: Buffer): { readonly announced: number | undefined } | undefined {
  const length = bytes[1] ?? 0;
  const lengthBytes = length > 0x80 ? length - 0x80 : 0;
  const start = 2 + lengthBytes;
  const isPfx = bytes[0] === 0x30 && bytes.subarray(start, start + version3.length).equals(version3);
  if (!isPfx || lengthBytes > 4) return undefined;
  if (length === 0x80) return { announced: undefined };
  return { announced: start + (lengthBytes > 0 ? bytes.readUIntBE(2, lengthBytes) : length) };
}

function readPfx(bytes: Buffer): Container {
  const [, authSafe, macData] = sequence(parse(bytes));
  const [type, content] = sequence(authSafe);
  if (oid(type) !== data) unsupported("signed with a certificate instead of protected by a password");
  const authenticatedSafe = octets(explicit(content, 0));
  return { authenticatedSafe, mac: macData && readMac(macData, authenticatedSafe) };
}
