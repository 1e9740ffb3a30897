import { Malformed } from "../der";
import { refuse } from "../failure";
import { type Container, damaged, readContainer } from "./container";
import { Closed, type Contents, readContents } from "./contents";
import type { Password } from "./key-derivation";
import type { WorkBudget } from "./work-budget";

/** In characters. No exporter takes as much, and the time of a key derivation grows with it. */
export const maxPasswordLength = 1024;

/**
 * Opens a .p12. node-forge's own `pkcs12FromAsn1` isn't used: it computes whatever iteration counts a file asks
 * for, those inside an encrypted part included, drops EC keys, and tells its errors apart by text only. So this
 * walks the structure itself, with node-forge's ASN.1 and RC2 and with Node's own digests and other ciphers.
 */
export function openPkcs12(bytes: Buffer, password: string, work: WorkBudget): Contents {
  if (password.length > maxPasswordLength) {
    refuse(
      "PasswordTooLong",
      `must be at most ${maxPasswordLength} characters: give the password that the .p12 was exported with`,
      "password",
    );
  }
  const container = readContainer(bytes);
  // An empty password is written down in two ways, and exporters differ.
  const spellings: Password[] = password === "" ? ["", undefined] : [password];
  if (container.mac && !spellings.some((spelling) => container.mac?.(spelling, work))) {
    return refuse("WrongPassword", wrongPassword(password), "password");
  }
  for (const spelling of spellings) {
    const contents = tryToRead(container, spelling, work);
    if (contents) return contents;
  }
  if (!container.mac) return refuse("WrongPassword", wrongPassword(password), "password");
  return refuse("WrongPassword", otherPassword, "password");
}

function tryToRead(container: Container, password: Password, work: WorkBudget): Contents | undefined {
  try {
    return readContents(container.authenticatedSafe, password, work);
  } catch (error) {
    if (error instanceof Closed) return undefined;
    if (error instanceof Malformed) return refuse("Damaged", damaged);
    throw error;
  }
}

const wrongPassword = (password: string) =>
  password === ""
    ? "must be the one that the .p12 was exported with: an empty password doesn't open it, or the file was changed since"
    : "must be the one that the .p12 was exported with, in the same case: this one doesn't open it, or the file was changed since";

const otherPassword =
  "opens the .p12's outer protection and not what is inside: export it again with one password for both (`openssl pkcs12 -export` without -twopass)";
