import { isIP } from "node:net";

/** A name, or an address, by which clients reach a server, and its port where only that one is meant. */
export interface PublicHost {
  /** In lower case; an IPv6 address without brackets. */
  readonly name: string;
  readonly port: number | undefined;
}

const form = /^(?:\[([0-9a-f:.]+)\]|([a-z0-9._-]+))(?::(\d{1,5}))?$/i;

/** Reads `rtc.example.com`, `rtc.example.com:8443` or `[2001:db8::1]`; undefined where the text is none of them. */
export function parseHost(text: string): PublicHost | undefined {
  const [, bracketed, plain, digits] = form.exec(text) ?? [];
  const name = bracketed ?? plain;
  const port = digits === undefined ? undefined : Number(digits);
  if (name === undefined || (port !== undefined && port > 65_535)) return undefined;
  if (bracketed !== undefined && isIP(bracketed) !== 6) return undefined;
  return { name: name.toLowerCase(), port };
}
