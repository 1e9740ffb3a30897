import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Command } from "commander";
import { type Found, importedFile, keysFor } from "../apps/format/imported";
import { onlyEnvironment } from "../apps/format/names";
import type { ApplicationSource } from "../apps/load/application-source";
import { isNamed } from "../apps/load/files";
import { printApplicationFile } from "../apps/load/print";
import type { Project } from "../apps/load/project";
import type { Bag } from "../provider/lifecycle/bag";
import { UserError } from "../provider/lifecycle/errors";
import { withAccount } from "./account-client";
import { changesInWords } from "./changes";
import { confirm } from "./confirm";
import { closing } from "./each-stack";
import { exitCodes } from "./exit-codes";
import { type FleetOptions, readFleet, withFleetOptions } from "./fleet";
import { previewOf } from "./preview";
import { mustBeItsAccount } from "./right-account";
import { counted, note, print, printJson } from "./screen";
import { type Target, targetsOf } from "./targets";
import { unmanaged } from "./unmanaged";
import { upAll } from "./up";

interface ImportOptions extends FleetOptions {
  readonly to?: string;
  readonly filesOnly?: boolean;
  readonly yes?: boolean;
}

/** A file to be. */
interface Draft {
  /** What it calls the application. */
  readonly key: string;
  /** Absolute. */
  readonly file: string;
  readonly text: string;
}

export const addImport = (program: Command): void => {
  withFleetOptions(program.command("import"))
    .summary("write files for applications that exist, and take them over")
    .description(
      "Writes a file for each application of the account that no declaration manages, and takes them over as they are,\n" +
        "with their tags, admin accounts and packages: nothing of them changes, and `preview` is empty afterwards. They are\n" +
        "adopted, so destroying leaves them. Push certificates are listed and stay as they are: their secrets can't be read.",
    )
    .option("--to <folder>", "where the files go; `apps` beside Pulumi.yaml unless told")
    .option("--files-only", "write the files; the next `up` takes the applications over")
    .option("--yes", "confirm beforehand that the applications are taken over")
    .action(importAll);
};

async function importAll(files: readonly string[], options: ImportOptions): Promise<void> {
  if (files.length > 0) throw new UserError("import reads no files: `--to <folder>` says where they go");
  // The engine moves to the project's folder.
  const from = process.cwd();
  const target = await targetOf(options);
  const { project, sources } = readFleet([]);
  const adopted = new Set(sources.flatMap((source) => adoptedBy(source, target.environment)));
  const free = await freeIn(target);
  const found = free.filter(({ record }) => !adopted.has(String(record.SdkAppId)));
  if (found.length === 0) return reportNone(options);
  const drafts = draftsOf(found, target, sources, resolve(from, options.to ?? join(project.root, "apps")));
  mustHaveRoom(drafts, project);
  const names = drafts.map(({ file }) => relative(from, file));
  if (!options.filesOnly) {
    const statement = `From now on files manage ${counted(drafts.length, "application")} of the account "${target.account}". Nothing of them is changed.`;
    await confirm(statement, options);
  }
  write(drafts);
  report(found, names, options);
  if (!options.filesOnly) await takeOver(drafts, options);
}

async function freeIn(target: Target): Promise<Found[]> {
  const { openForPreview, programOf } = await import("../apps/engine/index.js");
  const open = await openForPreview(target.place, programOf(target.sources, target.environment));
  return closing(open, async () => {
    await mustBeItsAccount(target, open);
    return (await withAccount(target, unmanaged, await open.stack.getAllConfig())) ?? [];
  });
}

async function targetOf(options: ImportOptions): Promise<Target> {
  const targets = await targetsOf([], { ...options, everyAccount: true });
  const [target, ...others] = targets;
  if (target && others.length === 0) return target;
  throw new UserError(`choose one with --account: ${targets.map(({ account }) => account).join(", ")}`);
}

const adoptedBy = (source: ApplicationSource, environment: string): string[] =>
  source.declaredIn(environment).flatMap(({ section, inputs: { adopt } }) => {
    return section === undefined && adopt !== undefined ? [String(adopt)] : [];
  });

function draftsOf(
  found: readonly Found[],
  { account, environment, place: { root } }: Target,
  sources: readonly ApplicationSource[],
  folder: string,
): Draft[] {
  const keys = keysFor(
    found.map(({ record }) => record),
    sources.flatMap(({ layers }) => (layers ? [layers.application] : [])),
  );
  // A file that names no environment would be an application in every one.
  const tellsApart =
    sources.length > 0 ? sources.some((one) => one.environments.length > 0) : environment !== onlyEnvironment;
  const belonging = { account, environment: tellsApart ? environment : undefined };
  return found.map((one) => {
    const key = keys.get(one.record.SdkAppId) ?? String(one.record.SdkAppId);
    const text = textOf(importedFile(key, belonging, one), folder, root);
    return { key, file: join(folder, `${key}.yaml`), text };
  });
}

/** @throws UserError, with nothing written, when the files would be in the way or out of sight. */
function mustHaveRoom(drafts: readonly Draft[], { root, section }: Project): void {
  const unseen = drafts.find(({ file }) => !isNamed(file, section.files, root));
  if (unseen) {
    throw new UserError(
      `${relative(root, unseen.file)} would be none of the project's files (${section.files.join(", ")}): choose another folder with --to, or name it under \`tencentrtc: { files: … }\` in Pulumi.yaml. Nothing was written`,
    );
  }
  const inTheWay = drafts.filter(({ file }) => existsSync(file));
  if (inTheWay.length === 0) return;
  const names = inTheWay.map(({ file }) => basename(file)).join(", ");
  throw new UserError(`these files are there already, and nothing was written: ${names}`);
}

function textOf(file: Bag, folder: string, root: string): string {
  const schema = join(root, "node_modules/pulumi-tencentrtc/apps.schema.json");
  return printApplicationFile(file, { schema: relative(folder, schema).split(sep).join("/") });
}

function write(drafts: readonly Draft[]): void {
  for (const { file, text } of drafts) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}

function reportNone({ json }: ImportOptions): void {
  if (json) printJson({ files: [], certificates: [] });
  else print("Every application of the account is managed by a declaration, or named by a file, already.");
}

function report(found: readonly Found[], files: readonly string[], { json }: ImportOptions): void {
  const certificates = found.flatMap(({ record, certificates }) =>
    certificates.map((certificateId) => ({ sdkAppId: record.SdkAppId, certificateId })),
  );
  if (json) printJson({ files, certificates });
  else print(files.join("\n"));
  if (certificates.length === 0) return;
  const listed = certificates.map(({ sdkAppId, certificateId }) => `${certificateId} of ${sdkAppId}`);
  note(
    `No file holds ${counted(certificates.length, "push certificate")}, whose secrets can't be read: ${listed.join(", ")}. ` +
      "They stay as they are; declare one with `adopt: <id>` and where its secrets are to manage it.",
  );
}

/** Adopts what was written, unless other changes wait in the same stack: those are for an `up` that shows them. */
async function takeOver(drafts: readonly Draft[], options: ImportOptions): Promise<void> {
  const target = await targetOf(options);
  const run = { ...options, refresh: true };
  const before = await previewOf([target], run);
  const ours = new Set(drafts.map(({ key }) => key));
  const others = before
    .flatMap(({ outcome }) => outcome.changes)
    .filter(({ application }) => !ours.has(application));
  if (others.length > 0 || before.some(({ outcome }) => outcome.errors.length > 0)) {
    note(before.map(changesInWords).join("\n"));
    throw new UserError(
      "the files are written, but other changes wait as well: look at them, then `tencentrtc up` takes the applications over",
    );
  }
  const errors = (await upAll([target], run)).flatMap(({ outcome }) => outcome.errors);
  if (errors.length === 0) return;
  process.exitCode = exitCodes.failed;
  note(errors.map((error) => `error: ${error}`).join("\n"));
}
