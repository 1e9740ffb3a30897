import { parseDeclaration } from "../../provider/lifecycle/declaration";
import { stackResources } from "../../sdk/dynamic/stack-resources";

/** An application in the state of the stack. */
export interface StackApplication {
  readonly name: string;
  /** Qualified types of its parents. */
  readonly parents: string;
  readonly sdkAppId: number;
  readonly deletionPolicy: unknown;
}

/** The applications that the stack has, as the last run left them. */
export async function stackApplications(): Promise<StackApplication[]> {
  const resources = await stackResources();
  return resources.flatMap(({ sdkAppId, deletionPolicy, __declaration }) => {
    const declaration = parseDeclaration(String(__declaration ?? ""));
    if (typeof sdkAppId !== "number" || !declaration) return [];
    return [{ name: declaration.name, parents: declaration.parents, sdkAppId, deletionPolicy }];
  });
}
