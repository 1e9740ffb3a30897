import type { Stack } from "@pulumi/pulumi/automation";
import { z } from "zod";
import { kindOf, nameOf } from "./change";

/** A resource of ours in a stack's state. */
export interface StateResource {
  readonly urn: string;
  readonly kind: string;
  readonly name: string;
  readonly id: string;
  readonly outputs: Readonly<Record<string, unknown>>;
}

const Deployment = z.object({
  resources: z
    .array(
      z.object({
        urn: z.string(),
        type: z.string(),
        id: z.string().optional(),
        outputs: z.record(z.string(), z.unknown()).optional(),
      }),
    )
    .optional(),
});

/** Our resources in the state, as the last run left them; secrets stay encrypted. */
export async function stateOf(stack: Stack): Promise<StateResource[]> {
  const { deployment } = await stack.exportStack();
  return (Deployment.parse(deployment ?? {}).resources ?? []).flatMap(
    ({ urn, type, id = "", outputs = {} }) => {
      const kind = kindOf(type);
      return kind === undefined ? [] : [{ urn, kind, name: nameOf(urn), id, outputs }];
    },
  );
}
