import { DeleteApplication } from "../../backend/api";
import { explain, isExpected, UserError } from "../../ground/errors";
import { withAccount } from "../accounts/client";
import type { OpenTarget } from "./right-account";

interface Doomed extends OpenTarget {
  readonly applications: readonly {
    readonly name: string;
    readonly id: string;
    readonly outputs: Readonly<Record<string, unknown>>;
  }[];
}

/**
 * Asks the backend of each account whether the applications may be deleted, before the first step of a destroy: what
 * the state says of them may be old.
 *
 * @throws UserError that names all of those that may not.
 */
export async function mustBeDeletable(doomed: readonly Doomed[]): Promise<void> {
  const refusals = (await Promise.all(doomed.map(refusalsOf))).flat();
  if (refusals.length === 0) return;
  throw new UserError(
    `${refusals.join("\n")}\nNothing was changed. \`--application\` destroys others alone; \`release: true\` in a file gives its application up without deleting it`,
  );
}

async function refusalsOf({ applications, open, ...target }: Doomed): Promise<string[]> {
  const deleted = applications.filter(({ outputs }) => outputs.deletionPolicy === "delete");
  if (deleted.length === 0) return [];
  const config = await open.stack.getAllConfig();
  const found = await withAccount(
    target,
    async (client) => {
      const refusals: string[] = [];
      for (const { name, id } of deleted) {
        const entry = await client.application(Number(id));
        if (entry.Outcome === "Refused") continue;
        const { DeletionProtection, DeletableBySupportOnly } = entry.Application;
        if (!DeletionProtection && !DeletableBySupportOnly) continue;
        await client
          .call(DeleteApplication, { SdkAppId: Number(id), DryRun: true })
          .catch((error: unknown) => {
            if (!isExpected(error)) throw error;
            refusals.push(`${name} (${id}) may not be deleted: ${explain(error)}`);
          });
      }
      return refusals;
    },
    config,
  );
  return found ?? [];
}
