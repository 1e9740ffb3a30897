import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import type { Command } from "commander";
import type { Outcome } from "../../../apps/engine";
import { type Found, fitsInFile, importedFile, keysFor } from "../../../apps/format/imported";
import { defaultAccount, onlyEnvironment } from "../../../apps/format/names";
import type { ApplicationSource } from "../../../apps/load/application-source";
import { isNamed } from "../../../apps/load/files";
import { printApplicationFile } from "../../../apps/load/print";
import type { Project } from "../../../apps/load/project";
import type { Bag } from "../../../ground/bag";
import { UserError } from "../../../ground/errors";
import { backendOf, withAccount } from "../../accounts/client";
import { closing, errorInWords, noChanges } from "../../fleet/each-stack";
import { engine } from "../../fleet/engine";
import { readFleet, withFleetOptions } from "../../fleet/fleet";
import { OpenStacks } from "../../fleet/open-stacks";
import { mustBeItsAccount } from "../../fleet/right-account";
import { type Target, targetsOf } from "../../fleet/targets";
import { changesAsJson, changesInWords } from "../../reports/changes";
import { unmanaged } from "../../reports/unmanaged";
import { confirm } from "../../terminal/confirm";
import { exitCodes } from "../../terminal/exit-codes";
import { counted, note, print, printJson } from "../../terminal/screen";
import { mustTakeFiles } from "../../terminal/writable";
import { type BulkOptions, writeBulkFile } from "./import-for-pulumi";
import { previewOf } from "./preview";
import { upAll } from "./up";

interface ImportOptions extends BulkOptions {
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

/** What scripts get of the files. */
interface Written {
  /** From where the command runs. */
  readonly files: readonly string[];
  /** Push certificates that no file declares. */
  readonly certificates: readonly { readonly sdkAppId: number; readonly certificateId: number }[];
  /** Webhooks that no file declares. */
  readonly webhooks: readonly { readonly sdkAppId: number; readonly product: string }[];
}

export const addImport = (program: Command): void => {
  withFleetOptions(program.command("import"))
    .summary("write files for existing applications, and take them over")
    .description(
      "Writes a file for each unmanaged application of the account, and adopts it unchanged, with its tags, admin accounts,\n" +
        "packages and webhooks: `preview` is empty afterwards. A destroy leaves adopted applications. Push certificates, and\n" +
        "webhooks with a secret in their URL, are only listed: secrets never stand in a file.",
    )
    .option("--to <folder>", "folder for the files; default: `apps` beside Pulumi.yaml")
    .option("--files-only", "only write the files; the next `up` takes the applications over")
    .option("--yes", "take the applications over without asking")
    .option(
      "--pulumi <file>",
      "write no YAML, but a file for `pulumi import --file`: for programs in any language, push certificates included",
    )
    .option("--provider <urn>", "with --pulumi: the program's own provider that reaches the account")
    .action(importAll);
};

async function importAll(files: readonly string[], options: ImportOptions, command: Command): Promise<void> {
  if (files.length > 0) throw new UserError("import reads no files: `--to <folder>` says where they go");
  if (options.pulumi !== undefined) {
    if (options.to !== undefined || options.filesOnly || options.yes)
      throw new UserError("--pulumi only writes one file: leave out --to, --files-only and --yes");
    return writeBulkFile(options.pulumi, options, command);
  }
  if (options.provider !== undefined) throw new UserError("--provider has a meaning only beside --pulumi");
  // The engine moves to the project's folder.
  const from = process.cwd();
  const target = await targetOf(options);
  const { project, sources } = readFleet([]);
  const adopted = new Set(sources.flatMap((source) => adoptedBy(source, target.environment)));
  const free = await freeIn(target);
  const found = free.filter(({ record }) => !adopted.has(String(record.SdkAppId)));
  if (found.length === 0) return reportNone(target, options);
  const folder = resolve(from, options.to ?? join(project.root, "apps"));
  const drafts = draftsOf(found, target, sources, folder);
  mustHaveRoom(drafts, folder, project);
  if (!options.filesOnly) {
    const statement = `From now on files manage ${counted(drafts.length, "application")} of the account "${target.account}". Nothing of them is changed.`;
    await confirm(statement, options);
  }
  write(drafts);
  const written = {
    files: drafts.map(({ file }) => relative(from, file)),
    certificates: found.flatMap(left),
    webhooks: found.flatMap(leftWebhooks),
  };
  if (!options.json) print(written.files.join("\n"));
  noteLeft(written);
  report(written, target, options.filesOnly ? noChanges : await takeOver(drafts, options), options);
}

async function freeIn(target: Target): Promise<Found[]> {
  const { openForPreview, programOf } = engine();
  const open = await openForPreview(target.place, programOf(target));
  return closing(open, async () => {
    await mustBeItsAccount(target, open);
    const config = await open.stack.getAllConfig();
    const found = await withAccount(target, unmanaged, config);
    if (found) return found;
    throw new UserError(
      `there is no management backend at ${backendOf(target, config)}, and so nothing to import. Name the one that has the applications: ${naming(target)}`,
    );
  });
}

const naming = ({ account }: Target): string =>
  account === defaultAccount
    ? "--endpoint https://rtc.example.com or file:/path/to/backend.db, or the same in TENCENTRTC_ENDPOINT"
    : `\`endpoint\` of the account "${account}" in Pulumi.yaml, for example https://rtc.example.com`;

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

/** @throws UserError, with nothing written, when the files would be in the way, out of sight or nowhere. */
function mustHaveRoom(drafts: readonly Draft[], folder: string, { root, section }: Project): void {
  mustTakeFiles(folder, "--to");
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

/** Push certificates that no file holds. */
const left = ({ record, certificates }: Found): Written["certificates"] =>
  certificates.map((certificateId) => ({ sdkAppId: record.SdkAppId, certificateId }));

/** Webhooks that no file holds. */
const leftWebhooks = ({ webhooks }: Found): Written["webhooks"] =>
  webhooks
    .filter((one) => !fitsInFile(one))
    .map(({ SdkAppId, Product }) => ({ sdkAppId: SdkAppId, product: Product }));

function noteLeft({ certificates, webhooks }: Written): void {
  if (webhooks.length > 0) {
    const listed = webhooks.map(({ sdkAppId, product }) => `${product} of ${sdkAppId}`);
    note(
      `No file holds ${counted(webhooks.length, "webhook")} whose URL has a secret in it: ${listed.join(", ")}. ` +
        "They stay as they are; declare one with `adopt: true` and where its URL is (`url: env:NAME`) to manage it.",
    );
  }
  if (certificates.length === 0) return;
  const listed = certificates.map(({ sdkAppId, certificateId }) => `${certificateId} of ${sdkAppId}`);
  note(
    `No file holds ${counted(certificates.length, "push certificate")}, whose secrets can't be read: ${listed.join(", ")}. ` +
      "They stay as they are; declare one with `adopt: <id>` and where its secrets are to manage it.",
  );
}

/** Adopts what was written, unless other changes wait in the same stack: those are for an `up` that shows them. */
const takeOver = (drafts: readonly Draft[], options: ImportOptions): Promise<Outcome> =>
  OpenStacks.during((stacks) => adopt(stacks, drafts, options)).catch((error) => ({
    ...noChanges,
    errors: [errorInWords(error)],
  }));

async function adopt(stacks: OpenStacks, drafts: readonly Draft[], options: ImportOptions): Promise<Outcome> {
  const target = await targetOf(options);
  const run = { ...options, refresh: true };
  const before = await previewOf(stacks, [target], run);
  const errors = before.flatMap(({ outcome }) => outcome.errors);
  const ours = new Set(drafts.map(({ key }) => key));
  const isOther = before.some(({ outcome }) =>
    outcome.changes.some(({ application }) => !ours.has(application)),
  );
  if (isOther)
    note(before.map((one) => changesInWords({ ...one, outcome: { ...one.outcome, errors: [] } })).join("\n"));
  if (isOther || errors.length > 0) {
    const why = isOther ? "other changes wait as well: look at them" : "a preview fails: mend that";
    const error = `the files are written, but ${why}, then \`tencentrtc up\` takes the applications over`;
    return { ...noChanges, errors: [...errors, error] };
  }
  const [done] = await upAll(stacks, [target], run);
  return done?.outcome ?? noChanges;
}

function reportNone(target: Target, options: ImportOptions): void {
  if (!options.json)
    print("Every application of the account is managed by a declaration, or named by a file, already.");
  report({ files: [], certificates: [], webhooks: [] }, target, noChanges, options);
}

function report(written: Written, target: Target, outcome: Outcome, { json }: ImportOptions): void {
  const { account, environment, place } = target;
  const about = { stack: place.stack, account, environment };
  if (json) printJson({ ...written, ...changesAsJson({ ...about, outcome }) });
  for (const error of outcome.errors) note(`error: ${error}`);
  process.exitCode = outcome.errors.length > 0 ? exitCodes.failed : exitCodes.clean;
}
