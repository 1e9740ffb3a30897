import { existsSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { failuresOf } from "../../provider/lifecycle/issue";
import { suggestion } from "../../provider/lifecycle/suggestion";
import { Account, ProjectSection } from "../format/project";
import type { Fault } from "./fault";
import { valueAt } from "./path";
import { Source } from "./source";

const projectFiles = ["Pulumi.yaml", "Pulumi.yml", "Pulumi.json"];

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
  readonly section: ProjectSection;
  readonly faults: readonly Fault[];
}

export function loadProject(from: string): Project {
  const file = projectFileAbove(from);
  if (!file)
    return {
      root: resolve(from),
      file: undefined,
      name: undefined,
      stateUrl: undefined,
      section: ProjectSection.parse({}),
      faults: [],
    };
  const source = new Source(relative(from, file) || file, readFileSync(file, "utf8"));
  const given = valueAt(source.value, ["tencentrtc"]);
  const parsed = ProjectSection.safeParse(given ?? {});
  const issues = source.faults.length > 0 ? [] : (parsed.error?.issues ?? []);
  return {
    root: dirname(file),
    file: relative(from, file) || file,
    name: text(valueAt(source.value, ["name"])),
    stateUrl: text(valueAt(source.value, ["backend", "url"])),
    section: parsed.data ?? ProjectSection.parse({}),
    faults: [
      ...source.faults,
      ...issues.flatMap((issue) => {
        const path = ["tencentrtc", ...issue.path];
        if (issue.code === "unrecognized_keys") {
          return issue.keys.map((key) =>
            source.fault(
              "unknown-key",
              [...path, key],
              `isn't known here; ${suggestion(key, keysAt(issue.path))}`,
              "key",
            ),
          );
        }
        const [, ...rest] = path;
        return failuresOf("tencentrtc", { ...issue, path: rest }).map(({ reason }) =>
          source.fault("rule", path, reason),
        );
      }),
    ],
  };
}

const keysAt = (path: readonly PropertyKey[]): string[] =>
  Object.keys(path[0] === "accounts" ? Account.shape : ProjectSection.shape);

const text = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

function projectFileAbove(from: string): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    const file = projectFiles.map((name) => join(folder, name)).find(existsSync);
    if (file) return file;
    if (folder === dirname(folder)) return undefined;
  }
}
