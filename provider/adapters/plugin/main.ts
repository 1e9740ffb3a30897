import { writeSync } from "node:fs";
import { exitWithEngine } from "../engine-watch";
import { errorInWords } from "../error-in-words";
import { prepareForBriefRun } from "./packaged/brief-run";
import { servePlugin } from "./server";

/**
 * The provider's plugin, as an engine starts it: `[--logtostderr] [-v=N] [--tracing URL] ENGINE_ADDRESS`, the address
 * last. The engine reads the port from the first line and nothing after it. Without an address it serves a debugger:
 * `PULUMI_DEBUG_PROVIDERS=tencentrtc:PORT`.
 */
async function main(): Promise<void> {
  prepareForBriefRun();
  // It holds the stack's secrets in clear, and nothing here reads it.
  delete process.env.PULUMI_CONFIG;
  process.on("SIGINT", () => process.exit(0));
  // The engine shows whatever a plugin that has crashed has printed: Node would print the message, and the line of code.
  process.on("uncaughtException", (error) => {
    writeSync(process.stderr.fd, `pulumi-resource-tencentrtc: ${errorInWords(error)}\n`);
    process.exit(1);
  });
  const last = process.argv.at(-1) ?? "";
  const engineAddress = /^[^-].*:\d+$/.test(last) ? last : undefined;
  if (engineAddress !== undefined) exitWithEngine(engineAddress);
  const { port } = await servePlugin({ engineAddress });
  process.stdout.write(`${port}\n`);
}

void main();
