import { readFileSync } from "node:fs";
import { dirname, extname, join, relative, resolve } from "node:path";
import type { z } from "zod";
import { failuresOf, printPath } from "../../ground/issue";
import { valueAt } from "../../ground/json-path";
import { projectFileAbove } from "../../ground/project-file";
import { suggestion } from "../../ground/suggestion";
import { CloudAccess } from "../format/cloud-access";
import { isPlainName } from "../format/names";
import { Account, ProjectBasics, ProjectSection } from "../format/project";
import { destination, isWithin, repositoryOf } from "./destination";
import { type Mistake, mistakeOfFile } from "./mistake";
import { untrustedIn, untrustedSettings } from "./trust/project-trust";
import { type Trust, trustIn } from "./trust/trust";
import { whyUnreadable } from "./unreadable";
import { Source } from "./yaml/source";

/** The Pulumi project in which files of applications live, as its Pulumi.yaml has it. */
export interface Project {
  /** The folder of Pulumi.yaml; the working folder where there is none. */
  readonly root: string;
  /** Pulumi.yaml, as messages name it; undefined where there is none. */
  readonly file: string | undefined;
  /** Undefined where there is no Pulumi.yaml, or none in it. */
  readonly name: string | undefined;
  /** Where the state lies, if the project says so. */
  readonly stateUrl: string | undefined;
  /** Where the engine keeps the settings of stacks; absolute. */
  readonly settingsFolder: string;
  readonly section: ProjectSection;
  readonly faults: readonly Mistake[];
}

/** @param trust what files may name; what they name elsewhere is a fault, and nobody looks what is there. */
export function loadProject(from: string, trust: Trust = trustIn(process.env)): Project {
  const file = projectFileAbove(from);
  const nothing = { name: undefined, stateUrl: undefined, section: ProjectSection.parse({}) };
  const root = file ? dirname(file) : resolve(from);
  if (!file) return { ...nothing, root, settingsFolder: root, file: undefined, faults: [] };
  const named = relative(from, file) || file;
  const here = { root, settingsFolder: root, file: named };
  const ground = { trust, repository: repositoryOf(root) };
  const why = isWithin(destination(file), ground.repository)
    ? whyUnreadable(file)
    : "leads out of the repository";
  if (why !== undefined) return { ...nothing, ...here, faults: [mistakeOfFile(named, "syntax", why)] };
  const source = new Source(named, readFileSync(file, "utf8"));
  const basics = ProjectBasics.safeParse(source.value);
  const section = ProjectSection.safeParse(valueAt(source.value, ["tencentrtc"]) ?? {});
  const name = text(valueAt(source.value, ["name"]));
  const settingsFolder = resolve(root, settingsFolderIn(source.value));
  return {
    ...here,
    name,
    stateUrl: text(valueAt(source.value, ["backend", "url"])),
    settingsFolder,
    section: section.data ?? nothing.section,
    faults:
      source.faults.length > 0
        ? source.faults
        : [
            ...(basics.error?.issues ?? []).map(({ path, message }) => source.fault("rule", path, message)),
            ...(section.error?.issues ?? []).flatMap((issue) => faultsOf(issue, source)),
            ...untrustedIn(source, { accounts: section.data?.accounts ?? {}, root }, ground),
            ...untrustedSettings(settingsFolder, { project: name, root }, ground),
          ],
  };
}

/** The engine's word for it, and the one of before: `config` with a folder in the place of settings. */
const settingsFolderIn = (value: unknown): string =>
  text(valueAt(value, ["stackConfigDir"])) ?? text(valueAt(value, ["config"])) ?? "";

/** The file of a stack's settings, which ends as Pulumi.yaml does. */
export const settingsFileOf = ({ settingsFolder, file }: Project, stack: string): string =>
  join(settingsFolder, `Pulumi.${stack}${file === undefined ? ".yaml" : extname(file)}`);

function faultsOf(issue: z.core.$ZodIssue, source: Source): Mistake[] {
  const path = ["tencentrtc", ...issue.path];
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => {
      const why = isPlainName(key)
        ? `isn't known here; ${suggestion(key, keysAt(issue.path))}`
        : `holds a key that is no name; there is ${keysAt(issue.path).join(", ")}`;
      return shown(source.fault("unknown-key", [...path, key], why, "key"), [...path, key]);
    });
  }
  return failuresOf("tencentrtc", issue).map(({ reason }) => shown(source.fault("rule", path, reason), path));
}

/** A fault with only the part of its path that consists of plain names: anything else may be a secret. */
function shown(fault: Mistake, path: readonly PropertyKey[]): Mistake {
  const end = path.findIndex((key) => typeof key === "string" && !isPlainName(key));
  return end < 0 ? fault : { ...fault, path: printPath(path.slice(0, end)) };
}

const keysAt = (path: readonly PropertyKey[]): string[] => {
  if (path[0] !== "accounts") return Object.keys(ProjectSection.shape);
  return Object.keys(path[2] === "cloud" ? CloudAccess.shape : Account.shape);
};

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
