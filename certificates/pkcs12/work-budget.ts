import { refuse } from "../failure";

/**
 * The largest iteration count of one key derivation. Exporters write 1 to 600,000 (OpenSSL 2,048, Java 8 up to
 * 100,000, NSS and GnuTLS 600,000); the count stands in the file, so whoever made the file decides how long opening
 * it takes.
 */
export const maxIterations = 1_000_000;

/**
 * What all key derivations of one file may take together, in seconds by the estimates below. Those are twice what
 * was measured and more, and all else takes some milliseconds: so a file costs at most 2 s of a processor, 4 s of one
 * half as fast. The dearest that is known, a file of NSS with an empty password (600,000 iterations twice for the code
 * and once for each part), counts for 3.9 s; one of Java 8 for 0.9 s.
 */
export const maxSeconds = 4;

/** Microseconds per iteration and block of output. Measured on 2 cores of 2026: 0.2-0.4 and 0.7-1.6. */
const microseconds = { pbkdf2: 0.5, pkcs12: 2.5 };
export type Effort = keyof typeof microseconds;

/** A file asks for more than may be computed here, and not for too much: another thread may read it. */
export class Postponed extends Error {
  override readonly name = "Postponed";
}

/** Adds up what a file asks for, and refuses it before the computing begins. */
export class WorkBudget {
  private seconds = 0;

  /** @param here what may be computed by this caller, in seconds by the estimates; beyond, `Postponed` is thrown */
  constructor(private readonly here = maxSeconds) {}

  /** @param blocks how often the iterations are run through: once per digest-sized block of output */
  spend(effort: Effort, iterations: number, blocks: number): void {
    if (iterations > maxIterations) {
      const asked = Number.isFinite(iterations) ? iterations.toLocaleString("en-US") : "an endless number of";
      refuse(
        "TooManyIterations",
        `asks for ${asked} iterations of its key derivation, and at most ${maxIterations.toLocaleString("en-US")} are computed: ${exportAgain}`,
      );
    }
    this.seconds += (microseconds[effort] * iterations * blocks) / 1e6;
    if (this.seconds > maxSeconds) {
      refuse(
        "TooManyIterations",
        `asks for ${Math.ceil(this.seconds * 10) / 10} s or more of key derivation, and at most ${maxSeconds} s is spent on a file: ${exportAgain}`,
      );
    }
    if (this.seconds > this.here) throw new Postponed("a costly file");
  }
}

const exportAgain = "export it again with fewer, for example `openssl pkcs12 -export -iter 2048 …`";
