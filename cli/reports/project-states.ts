import { UnusableFiles } from "../../apps/load/mistake";
import { loadProject } from "../../apps/load/project";
import { UserError } from "../../ground/errors";
import { engine } from "../fleet/engine";
import type { ProjectStates } from "./unheld";

/**
 * What the states of the stacks hold of the project in which the command runs.
 *
 * @throws UserError where there is no project, no Pulumi CLI, or the states can't be reached.
 */
export async function projectStates(): Promise<ProjectStates> {
  const { root, name, stateUrl, faults } = loadProject(process.cwd());
  if (faults.length > 0) throw new UnusableFiles("Pulumi.yaml", faults);
  if (name === undefined) {
    throw new UserError(
      `--stacks needs the project of the stacks: there is no Pulumi.yaml in ${root} or above it`,
    );
  }
  const { stackStates } = engine();
  const home = { root, stateUrl: process.env.PULUMI_BACKEND_URL || stateUrl };
  return { project: name, states: await stackStates(home) };
}
