import { z } from "zod";

/** An identifier whose form its maker doesn't publish: no spaces or control characters, and not endless. */
export const identifier = (what: string, example: string) =>
  z
    .string(`must be text: ${what}, for example "${example}"`)
    .regex(/^[\x21-\x7e]{1,200}$/, `must be ${what}, without spaces, for example "${example}"`);

/**
 * An https address of the vendor's. A signed assertion, as good as a password for an hour, is sent there: so no
 * other host is taken.
 */
export const addressOf = (hosts: readonly string[], example: string) => {
  const rule = `must be an https address of ${hosts.join(" or ")}, for example "${example}"`;
  return z.string(rule).refine((address) => isAddressOf(address, hosts), rule);
};

function isAddressOf(address: string, hosts: readonly string[]): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname, username, password } = new URL(address);
  if (protocol !== "https:" || username !== "" || password !== "") return false;
  return hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`));
}

/** The key itself is read once everything else is in order. */
export const PrivateKeyText = z.string('must be the text that begins with "-----BEGIN PRIVATE KEY-----"');
