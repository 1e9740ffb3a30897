import * as pulumi from "@pulumi/pulumi";
import { getApplication as definition } from "../../../provider/functions";
import { guarded, invoke, invokeIfAny } from "./dynamic-function";
import type {
  GetApplicationArgs,
  GetApplicationOutputArgs,
  GetApplicationResult,
} from "./get-application.generated";

/**
 * Returns an application by its SDKAppID, whoever manages it. Its keys are secret outputs.
 *
 * @throws pulumi.RunError when there is no such application.
 * @example
 * ```ts
 * const shared = await getApplication({ id: "1400000001" });
 * export const status = shared.status;
 * ```
 */
export const getApplication = async (args: GetApplicationArgs): Promise<GetApplicationResult> =>
  withGuardedKeys(await invoke(definition, args));

/**
 * The application as `getApplication` returns it; undefined when there is none: it was deleted, or isn't made yet. A
 * backend that can't be asked is an error.
 *
 * @example
 * ```ts
 * const shared = await findApplication({ id: "1400000001" });
 * if (shared === undefined) pulumi.log.warn("the shared application is gone");
 * ```
 */
export async function findApplication(args: GetApplicationArgs): Promise<GetApplicationResult | undefined> {
  const found = await invokeIfAny("findApplication", definition, args);
  return found && withGuardedKeys(found);
}

const withGuardedKeys = ({
  secretKey,
  privateKey,
  ...shown
}: Awaited<ReturnType<typeof definition.call>>): GetApplicationResult => ({
  ...shown,
  secretKey: guarded(secretKey),
  privateKey: guarded(privateKey),
});

/** `getApplication` for an id that may not be known yet, such as that of an Application of this program. */
export const getApplicationOutput = (args: GetApplicationOutputArgs): pulumi.Output<GetApplicationResult> =>
  pulumi.output(args).apply(getApplication);

/** `findApplication` for an id that may not be known yet. */
export const findApplicationOutput = (
  args: GetApplicationOutputArgs,
): pulumi.Output<GetApplicationResult | undefined> => pulumi.output(args).apply(findApplication);
