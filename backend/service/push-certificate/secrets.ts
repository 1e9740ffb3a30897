import {
  ApiError,
  type PushCredential,
  type PushPlatform,
  type PushSecrets,
  readPushCredentialAside,
  TooManyWaiting,
} from "../../api";
import { judgePushReading, judgePushSecrets } from "../../rules/push-certificates";
import type { Scope } from "../scope";

/** Files of one account that wait at most; each costs 2 s of a processor or less (`certificates/pkcs12/work-budget`). */
const waitingFiles = 16;

/** Tells what was read at a moment. @throws ApiError where it can't be read, or doesn't serve the purpose then. */
export type JudgeSecrets = (now: number) => PushCredential;

/**
 * Reads a form's secrets. To be called before a transaction, which everybody waits for: a costly file takes a second,
 * in a thread that reads one at a time and lets the accounts take turns.
 *
 * @throws ApiError for texts that break a rule, and where too many of the account's files wait.
 */
export async function readSecrets(
  platform: PushPlatform,
  secrets: PushSecrets,
  { uin }: Scope,
): Promise<JudgeSecrets> {
  const fault = judgePushSecrets(platform, secrets);
  const reading = fault ?? (await readInTurn(platform, secrets, uin));
  return (now) => {
    const judged = reading instanceof ApiError ? reading : judgePushReading(reading, platform, now);
    if (judged instanceof ApiError) throw judged;
    return judged;
  };
}

async function readInTurn(platform: PushPlatform, secrets: PushSecrets, uin: string) {
  try {
    return await readPushCredentialAside(platform, secrets, { owner: uin, most: waitingFiles });
  } catch (error) {
    if (!(error instanceof TooManyWaiting)) throw error;
    throw new ApiError(
      "RequestLimitExceeded",
      `${waitingFiles} files of this account wait to be opened, which takes a second each: try again in a while`,
      "Secrets",
    );
  }
}
