// @ts-check
// Reading a push certificate from its .p12: milliseconds per file and flavour, against reading the same
// certificate and key where they lie unencrypted, as PEM.
import { createPrivateKey, X509Certificate } from "node:crypto";
import { createRequire } from "node:module";
import path from "node:path";
import { log, root } from "../tools/command-line.mjs";
import { measureOf } from "./measure.mjs";
import { flavours, makeFiles } from "./p12-files.mjs";

/**
 * @param {import("./main.mjs").Options} options
 * @returns {AsyncGenerator<import("./measure.mjs").Measure>}
 */
export async function* run({ n = 25 }) {
  const { openApnsP12 } = createRequire(import.meta.url)(path.join(root, "dist", "certificates"));
  for (const { name, bytes, password, certificatePem, keyPem } of makeFiles(flavours)) {
    const subject = () => {
      const reading = openApnsP12(bytes, password);
      if (!reading.ok) throw new Error(`${name}: ${JSON.stringify(reading.failures)}`);
    };
    const floor = () => {
      const certificate = new X509Certificate(certificatePem);
      if (!certificate.checkPrivateKey(createPrivateKey(keyPem))) throw new Error(`${name}: another key`);
    };
    // The first round warms the code up and isn't counted.
    const pairs = [];
    for (let round = 0; round <= n; round += 1) {
      const pair = { subject: timed(subject), floor: timed(floor) };
      if (round > 0) pairs.push(pair);
    }
    log(`  ${name}: ${n} pairs`);
    yield measureOf({
      name: `p12: ${name}, against its parts as PEM`,
      goal: null,
      unit: "ms per certificate",
      pairs,
    });
  }
}

/** @param {() => void} work */
function timed(work) {
  const started = performance.now();
  work();
  return performance.now() - started;
}
