import { setTimeout as pause } from "node:timers/promises";
import * as pulumi from "@pulumi/pulumi";
import type { Bag } from "../../../ground/bag";
import { oncePerRun } from "./per-run";

/** What the engine's built-in function tells of a stack's own resources. */
interface Answer {
  /** Missing where a program's own unit tests stand in for the engine. */
  readonly outputs?: Readonly<Record<string, { readonly outputs?: Bag }>>;
}

/** A resource in the state of this stack, as the last run left it. */
export interface StackResource {
  readonly urn: string;
  readonly outputs: Bag;
}

/** Every resource in the state of this stack. Asked once per run. */
export const stackResources = oncePerRun(async (): Promise<StackResource[]> => {
  const stackName = `${pulumi.getOrganization()}/${pulumi.getProject()}/${pulumi.getStack()}`;
  const answer = await outputsOf(stackName, 5);
  return Object.entries(answer.outputs ?? {}).map(([urn, { outputs = {} }]) => ({ urn, outputs }));
});

/** The engine writes the state while the program runs, and can't read what it is just writing in a folder. */
async function outputsOf(stackName: string, attempts: number): Promise<Answer> {
  try {
    return await pulumi.runtime.invoke("pulumi:pulumi:readStackResourceOutputs", { stackName });
  } catch (error) {
    if (attempts <= 1) throw error;
    await pause(100);
    return outputsOf(stackName, attempts - 1);
  }
}
