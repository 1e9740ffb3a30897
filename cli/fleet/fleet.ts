import { parse, resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { ApplicationSource } from "../../apps/load/application-source";
import { destination, isWithin, repositoryOf } from "../../apps/load/destination";
import { loadFleet } from "../../apps/load/fleet";
import { inOrder, type Mistake } from "../../apps/load/mistake";
import { loadProject, type Project } from "../../apps/load/project";
import { trustIn } from "../../apps/load/trust/trust";
import { untrustedSecrets } from "../../apps/load/trust/untrusted-secrets";
import { withTrust } from "../accounts/trust-options";
import { absoluteState } from "../terminal/environment";

/** The options of commands that are about files. */
export interface FleetOptions {
  readonly environment?: string;
  readonly account?: string;
  readonly endpoint?: string;
  readonly state?: string;
  readonly parallel?: number;
  readonly json?: boolean;
}

/** What every command takes that is about stacks of files' applications. */
export const withStackOptions = (command: Command): Command =>
  withTrust(command)
    .argument(
      "[files...]",
      "files or patterns that limit the run; default: `tencentrtc.files` in Pulumi.yaml",
    )
    .addOption(
      new Option("-e, --environment <name>", "the environment, where files tell some apart").env(
        "TENCENTRTC_ENVIRONMENT",
      ),
    )
    .option("--account <name>", "only the applications of this account")
    .option(
      "--state <url>",
      "where states are, as for `pulumi login`; default: a folder beside Pulumi.yaml",
      (url: string) => absoluteState(url, process.cwd()),
    )
    .option("--json", "print one JSON value");

/** What every command takes that runs the engine on files. */
export const withFleetOptions = (command: Command): Command =>
  withStackOptions(command)
    .option(
      "--endpoint <endpoint>",
      "the management backend of applications without an account; default: TENCENTRTC_ENDPOINT",
    )
    .option("--parallel <count>", "steps at a time; default: the number of resources", count);

function count(text: string): number {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("It takes a whole number from 1.");
}

/** What files may not lead out of: the repository, unless a person names what lies elsewhere. */
function mayRead(files: readonly string[], { root }: Project): string {
  const repository = repositoryOf(root);
  const isOutside = files.some((file) => !isWithin(resolve(destination(process.cwd()), file), repository));
  return isOutside ? parse(resolve(root)).root : repository;
}

/** Everything that files and Pulumi.yaml say, faults included. */
export function readFleet(files: readonly string[]): {
  project: Project;
  sources: readonly ApplicationSource[];
  /** Files that take secrets only from allowed places; nothing of the others may be opened. */
  trusted: readonly ApplicationSource[];
  faults: readonly Mistake[];
  unmatched: readonly Mistake[];
} {
  const project = loadProject(process.cwd());
  // Where Pulumi.yaml is at fault, files aren't blamed for what it should have named.
  const accounts = project.faults.length > 0 ? undefined : Object.keys(project.section.accounts);
  const [patterns, root] = files.length > 0 ? [files, process.cwd()] : [project.section.files, project.root];
  const { sources, faults, unmatched } = loadFleet(patterns, root, accounts, mayRead(files, project));
  const slips = files.length > 0 ? unmatched : [];
  const ground = { trust: trustIn(process.env), repository: repositoryOf(project.root) };
  const judged = sources.map((source) => ({ source, untrusted: untrustedSecrets(source, ground) }));
  const untrusted = judged.flatMap((one) => one.untrusted);
  return {
    project,
    sources,
    trusted: judged.filter((one) => one.untrusted.length === 0).map(({ source }) => source),
    faults: inOrder([...project.faults, ...faults, ...untrusted, ...slips]),
    unmatched,
  };
}
