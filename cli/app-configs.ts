import type { Command } from "commander";
import { addCerts } from "./commands/certs";
import { addDestroy } from "./commands/destroy";
import { addDrift } from "./commands/drift";
import { addImport } from "./commands/import";
import { addOutputs } from "./commands/outputs";
import { addPreview } from "./commands/preview";
import { addUp } from "./commands/up";
import { addUserSig } from "./commands/usersig";
import { addValidate } from "./commands/validate";

/** The commands for applications that files declare, in the order of their use. */
export function addAppConfigs(program: Command): void {
  addValidate(program);
  addPreview(program);
  addUp(program);
  addOutputs(program);
  addDrift(program);
  addDestroy(program);
  addImport(program);
  addCerts(program);
  addUserSig(program);
}
