import type { Bag } from "../../ground/bag";
import { type DeclarationParts, parseDeclaration } from "../../provider/lifecycle/run/declaration";
import { stackResources } from "../../sdk/dynamic/program/stack-resources";

/** A resource in the state of the stack, as the last run left it. */
export interface InState {
  readonly declaration: DeclarationParts;
  readonly outputs: Bag;
}

/** What components of this type have declared in this stack. */
export async function declaredBelow(componentType: string): Promise<InState[]> {
  const resources = await stackResources();
  return resources.flatMap(({ outputs }) => {
    const declaration = parseDeclaration(String(outputs.__declaration ?? ""));
    return declaration?.parents.endsWith(componentType) ? [{ declaration, outputs }] : [];
  });
}

/** Applications are what has a SDKAppID. */
export const isApplication = ({ outputs }: InState): boolean => typeof outputs.sdkAppId === "number";
