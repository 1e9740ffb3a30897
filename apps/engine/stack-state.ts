import { z } from "zod";
import { applicationOf, kindOf, nameOf } from "./change";

/** A resource of ours in a stack's state. */
export interface StateResource {
  readonly urn: string;
  readonly kind: string;
  readonly name: string;
  /** What the file calls the application that it is, or that it hangs on. */
  readonly application: string;
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

/** Our resources in an exported state, as the last run left them. */
export function stateOf(deployment: unknown): StateResource[] {
  return (Deployment.parse(deployment ?? {}).resources ?? []).flatMap(
    ({ urn, type, id = "", outputs = {} }) => {
      const kind = kindOf(type);
      const name = nameOf(urn);
      return kind === undefined ? [] : [{ urn, kind, name, application: applicationOf(name), id, outputs }];
    },
  );
}

/** What resources of files stand in. */
const frame = /^(?:pulumi:pulumi:Stack|pulumi:providers:.*|tencentrtc:apps:AppsFromFiles)$/;

/** Whether an exported state has resources that aren't ours: a program of a user's made them. */
export const hasOthers = (deployment: unknown): boolean =>
  (Deployment.parse(deployment ?? {}).resources ?? []).some(
    ({ type }) => kindOf(type) === undefined && !frame.test(type),
  );
