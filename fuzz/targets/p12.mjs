// @ts-check
import { makeFiles, quickFlavours } from "../../bench/p12-files.mjs";
import { built } from "../../bench/server/served.mjs";

/** Lengths without end, beyond the file, of too many bytes; empty values; huge numbers. */
const pieces = [
  "80",
  "84ffffffff",
  "847fffffff",
  "fe",
  "ff",
  "00",
  "0500",
  "30803080",
  "02087fffffffffffffff",
  "2480",
].map((hex) => Buffer.from(hex, "hex"));

/** @returns {Promise<import("../targets.mjs").Opened>} */
export async function open() {
  const { openApnsP12 } = built("certificates");
  return {
    // New in each run: nobody can choose the keys that OpenSSL draws.
    bases: makeFiles(quickFlavours).map(({ bytes, password }) => ({ bytes, password })),
    pieces,
    read({ bytes, password }) {
      const reading = openApnsP12(bytes, password);
      return reading.ok ? "ok" : reading.failures[0].code;
    },
  };
}
