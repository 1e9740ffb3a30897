import { resolve } from "node:path";
import { mustBeBuilt } from "../built";
import { type Run, WarmProcess } from "./warm-process";

export type { Run };

mustBeBuilt();

/** The command as it is packed; `npm run test:unit` builds it first. */
export const command = resolve(__dirname, "../../dist/cli/main.js");

interface Place {
  readonly cwd?: string;
  readonly env?: Readonly<NodeJS.ProcessEnv>;
}

/** What would lead the command elsewhere than a test says. */
const { TENCENTRTC_ENDPOINT: _, FORCE_COLOR: __, ...environment } = process.env;

let warm: WarmProcess | undefined;
afterAll(() => warm?.end());

/**
 * Runs the command as a script does: no terminal anywhere. The runs of a file of tests share a process that has its
 * packages loaded, as long as they agree on what Node reads as it starts.
 */
export function tencentrtc(args: readonly string[], { cwd, env }: Place = {}): Run {
  const variables = { ...environment, ...env };
  if (!warm?.canRun(variables)) {
    warm?.end();
    warm = new WarmProcess(command, variables);
  }
  return warm.run({ args, cwd: cwd ?? process.cwd(), env: variables });
}
