import type { Command } from "commander";
import { addCerts } from "./commands/files/certs";
import { addDestroy } from "./commands/files/destroy";
import { addDrift } from "./commands/files/drift";
import { addImport } from "./commands/files/import";
import { addOutputs } from "./commands/files/outputs";
import { addPreview } from "./commands/files/preview";
import { addUp } from "./commands/files/up";
import { addUserSig } from "./commands/files/usersig";
import { addValidate } from "./commands/files/validate";

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
