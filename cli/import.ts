import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Command } from "commander";
import { type Found, importedFile, keysFor } from "../apps/format/imported";
import { printApplicationFile } from "../apps/load/print";
import type { Client } from "../provider/client/client";
import { everyApplication } from "../provider/client/every-application";
import { UserError } from "../provider/lifecycle/errors";
import { withAccount } from "./account-client";
import { changesInWords } from "./changes";
import { confirm } from "./confirm";
import { exitCodes } from "./exit-codes";
import { type FleetOptions, withFleetOptions } from "./fleet";
import { packageRoot } from "./package-root";
import { previewOf } from "./preview";
import { counted, note, print, printJson } from "./screen";
import { type Target, targetsOf } from "./targets";
import { upAll } from "./up";

interface ImportOptions extends FleetOptions {
  readonly to: string;
  readonly filesOnly?: boolean;
  readonly yes?: boolean;
}

export const addImport = (program: Command): void => {
  withFleetOptions(program.command("import"))
    .summary("write files for applications that exist, and take them over")
    .description(
      "Writes a file for each application of the account that no declaration manages, and takes them over as they are:\n" +
        "nothing of them changes, and `preview` is empty afterwards. They are adopted, so destroying leaves them.",
    )
    .option("--to <folder>", "where the files go", "apps")
    .option("--files-only", "write the files; the next `up` takes the applications over")
    .option("--yes", "confirm beforehand that the applications are taken over")
    .action(importAll);
};

async function importAll(files: readonly string[], options: ImportOptions): Promise<void> {
  const targets = await targetsOf(files, { ...options, everyAccount: true });
  const [target, ...others] = targets;
  if (!target || others.length > 0) {
    throw new UserError(`choose one with --account: ${targets.map(({ account }) => account).join(", ")}`);
  }
  const found = (await withAccount(target, unmanaged)) ?? [];
  if (found.length === 0)
    return print("Every application of the account is managed by a declaration already.");
  const written = writeFiles(found, target, options.to);
  note(`${counted(written.length, "file")} written to ${options.to}.`);
  if (options.json) printJson({ files: written });
  else print(written.join("\n"));
  if (options.filesOnly) return;
  await confirm(
    `From now on these files manage ${counted(written.length, "application")} of the account "${target.account}". Nothing of them is changed.`,
    options,
  );
  await takeOver(files, written, options);
}

async function unmanaged(client: Client): Promise<Found[]> {
  const records = (await everyApplication(client)).filter(
    ({ Owner, Status }) => Owner === null && Status !== "Deleting",
  );
  return Promise.all(
    records.map(async (record) => {
      const tags = await client.tags(record.SdkAppId);
      return { record, tags: Object.fromEntries(tags.map(({ TagKey, TagValue }) => [TagKey, TagValue])) };
    }),
  );
}

/** @throws UserError, with nothing written, when one of the files is there already. */
function writeFiles(found: readonly Found[], { account, sources }: Target, folder: string): string[] {
  const taken = sources.flatMap(({ layers }) => (layers ? [layers.application] : []));
  const keys = keysFor(
    found.map(({ record }) => record),
    taken,
  );
  const schema = relative(resolve(folder), join(packageRoot, "apps.schema.json")).split("\\").join("/");
  const texts = found.map((one) => {
    const key = keys.get(one.record.SdkAppId) ?? String(one.record.SdkAppId);
    return {
      file: join(folder, `${key}.yaml`),
      text: printApplicationFile(importedFile(key, account, one), { schema }),
    };
  });
  const inTheWay = texts.filter(({ file }) => existsSync(file));
  if (inTheWay.length > 0) {
    throw new UserError(
      `these files are there already, and nothing was written: ${inTheWay.map(({ file }) => file).join(", ")}`,
    );
  }
  mkdirSync(folder, { recursive: true });
  for (const { file, text } of texts) writeFileSync(file, text);
  return texts.map(({ file }) => file);
}

/** Adopts what was written, unless other changes wait in the same stack: those are for an `up` that shows them. */
async function takeOver(
  files: readonly string[],
  written: readonly string[],
  options: ImportOptions,
): Promise<void> {
  const targets = await targetsOf(files.length > 0 ? [...files, ...written] : [], options);
  const run = { ...options, refresh: true };
  const before = await previewOf(targets, run);
  const isOurs = (name: string) =>
    targets.some(({ sources }) =>
      sources.some(
        (one) =>
          one.layers?.application === name && written.some((file) => resolve(file) === resolve(one.file)),
      ),
    );
  const others = before
    .flatMap(({ outcome }) => outcome.changes)
    .filter(({ application }) => !isOurs(application));
  if (others.length > 0 || before.some(({ outcome }) => outcome.errors.length > 0)) {
    note(before.map(changesInWords).join("\n"));
    throw new UserError(
      "the files are written, but other changes wait as well: look at them, then `tencentrtc up` takes the applications over",
    );
  }
  for (const { outcome } of await upAll(targets, run)) {
    if (outcome.errors.length === 0) continue;
    process.exitCode = exitCodes.failed;
    note(outcome.errors.map((error) => `error: ${error}`).join("\n"));
  }
}
