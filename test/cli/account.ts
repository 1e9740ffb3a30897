import { tencentrtc } from "./tencentrtc";

/** A key pair as `account add` and `account key` print it. */
export interface Account {
  readonly uin: string;
  readonly secretId: string;
  readonly secretKey: string;
}

/** Runs a command that makes a key pair. */
export function made(...args: string[]): Account {
  const { code, stdout, stderr } = tencentrtc([...args, "--json"]);
  if (code !== 0) throw new Error(`tencentrtc ${args.join(" ")} ended with ${code}:\n${stderr}`);
  return JSON.parse(stdout);
}
