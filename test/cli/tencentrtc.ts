import { spawnSync } from "node:child_process";
import { resolve } from "node:path";
import { mustBeBuilt } from "../built";

mustBeBuilt();

/** The command as it is packed; `npm run test:unit` builds it first. */
export const command = resolve(__dirname, "../../dist/cli/main.js");

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Place {
  readonly cwd?: string;
  readonly env?: Readonly<NodeJS.ProcessEnv>;
}

/** What would lead the command elsewhere than a test says. */
const { TENCENTRTC_ENDPOINT: _, FORCE_COLOR: __, ...environment } = process.env;

/** Runs the command as a script does: no terminal anywhere. */
export function tencentrtc(args: readonly string[], { cwd, env }: Place = {}): Run {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
    cwd,
    env: { ...environment, ...env },
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });
  return { code: status, stdout, stderr };
}
