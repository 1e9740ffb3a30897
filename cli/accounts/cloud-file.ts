import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { z } from "zod";
import { CloudAccess } from "../../apps/format/cloud-access";
import type { AccountReference } from "../../apps/format/secret-reference";
import { type Mistake, UnusableFiles } from "../../apps/load/mistake";
import { whyUnreadable } from "../../apps/load/unreadable";
import { Source } from "../../apps/load/yaml/source";
import { UserError } from "../../ground/errors";
import { suggestion } from "../../ground/suggestion";
import { type CloudVariables, cloudVariables } from "./cloud-variables";
import { textAt } from "./variables";

const uinRule = "must be the number of a real account, in quotes";

const CloudFile = z.record(
  z.string().regex(/^[1-9]\d{4,19}$/, uinRule),
  CloudAccess,
  "must map numbers of accounts to what Tencent Cloud is asked by",
);

/**
 * What a server asks Tencent Cloud by, account by account, as a file of YAML or JSON says by reference. It is read once;
 * tokens of OpenID Connect are read when they are used.
 *
 * @returns variables by the number of the account
 * @throws UnusableFiles with every mistake in it; UserError where a secret isn't where the file says.
 */
export function readCloudFile(path: string): Readonly<Record<string, CloudVariables>> {
  const why = whyUnreadable(path);
  if (why !== undefined) throw new UserError(`--cloud: ${path} ${why}`);
  const source = new Source(path, readFileSync(path, "utf8"));
  const parsed = CloudFile.safeParse(source.value);
  const mistakes =
    source.faults.length > 0
      ? source.faults
      : (parsed.error?.issues ?? []).flatMap((one) => mistakesOf(one, source));
  if (!parsed.success || mistakes.length > 0) throw new UnusableFiles("what --cloud names", mistakes);
  const root = dirname(resolve(path));
  return Object.fromEntries(
    Object.entries(parsed.data).map(([uin, access]) => [
      uin,
      cloudVariables(access, (name, reference) => secretAt(`${uin}.${name}`, reference, root), root),
    ]),
  );
}

function mistakesOf(issue: z.core.$ZodIssue, source: Source): Mistake[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      source.fault(
        "unknown-key",
        [...issue.path, key],
        `isn't known here; ${suggestion(key, Object.keys(CloudAccess.shape))}`,
        "key",
      ),
    );
  }
  const message = issue.code === "invalid_key" ? uinRule : issue.message;
  return [source.fault("rule", issue.path, message)];
}

function secretAt(place: string, reference: AccountReference, root: string): string {
  return textAt(reference, root, (name, fault) => `--cloud: ${place} is in ${name}, which ${fault}`);
}
