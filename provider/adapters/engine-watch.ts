import { connect } from "node:net";

/** Where the engine listens, when this process is the one in which Pulumi runs dynamic providers. */
export const engineAddressOf = (argv: readonly string[]): string | undefined =>
  /[\\/]dynamic-provider([\\/]|$)/.test(argv[1] ?? "") ? argv[2] : undefined;

/** How long to believe that the engine lives, once it has closed our standard input. */
const askAgainMs = 500;

/**
 * Ends this process when its engine is gone. A killed CLI tells its providers nothing; without this they would
 * live for ever, and one in the middle of a delete would go on with nobody there to note what it did. The engine
 * holds the other end of our standard input, and a closed one is believed only if nobody listens any more.
 */
export function exitWithEngine(engineAddress: string): void {
  const separator = engineAddress.lastIndexOf(":");
  const [host, port] = [engineAddress.slice(0, separator), Number(engineAddress.slice(separator + 1))];
  const again = () => setTimeout(probe, askAgainMs).unref();
  const probe = () => {
    const socket = connect({ host, port });
    // A dying engine may still take a connection: it is believed alive only until the next look.
    socket.on("connect", () => socket.destroy());
    socket.on("connect", again);
    socket.on("error", (error: NodeJS.ErrnoException) =>
      error.code === "ECONNREFUSED" ? process.exit(1) : again(),
    );
  };
  process.stdin.on("end", probe);
  process.stdin.on("error", () => {});
  process.stdin.resume();
  process.stdin.unref();
}
