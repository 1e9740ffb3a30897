import type { Command } from "commander";
import { addCerts } from "./certs";
import { addDestroy } from "./destroy";
import { addDrift } from "./drift";
import { addImport } from "./import";
import { addOutputs } from "./outputs";
import { addPreview } from "./preview";
import { addUp } from "./up";
import { addUserSig } from "./usersig";
import { addValidate } from "./validate";

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
