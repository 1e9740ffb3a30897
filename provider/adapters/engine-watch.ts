import { connect } from "node:net";

/** Where the engine listens, when this process is the one in which Pulumi runs dynamic providers. */
export const engineAddressOf = (argv: readonly string[]): string | undefined =>
  /[\\/]dynamic-provider([\\/]|$)/.test(argv[1] ?? "") ? argv[2] : undefined;

/**
 * Ends this process when its engine is gone. A killed CLI tells its providers nothing; without this they would
 * live for ever, and one in the middle of a delete would go on with nobody there to note what it did. The engine
 * holds the other end of our standard input, and a closed one is believed only if nobody listens any more.
 */
export function exitWithEngine(engineAddress: string): void {
  const separator = engineAddress.lastIndexOf(":");
  const [host, port] = [engineAddress.slice(0, separator), Number(engineAddress.slice(separator + 1))];
  process.stdin.on("end", () => {
    const probe = connect({ host, port });
    probe.on("connect", () => probe.destroy());
    probe.on("error", () => process.exit(1));
  });
  process.stdin.on("error", () => {});
  process.stdin.resume();
  process.stdin.unref();
}
