import * as pulumi from "@pulumi/pulumi";
import { getApplication as definition } from "../../provider/functions";
import { guarded, invoke } from "./dynamic-function";
import type {
  GetApplicationArgs,
  GetApplicationOutputArgs,
  GetApplicationResult,
} from "./types/get-application.generated";

/**
 * Looks an application up by its SDKAppID, whoever manages it. Its keys are secret outputs in the answer.
 *
 * @throws pulumi.RunError when there is no such application.
 * @example
 * ```ts
 * const shared = await getApplication({ id: "1400000001" });
 * export const status = shared.status;
 * ```
 */
export async function getApplication(args: GetApplicationArgs): Promise<GetApplicationResult> {
  const { secretKey, privateKey, ...shown } = await invoke(definition, args);
  return { ...shown, secretKey: guarded(secretKey), privateKey: guarded(privateKey) };
}

/** The same for an id that may not be known yet, such as that of an Application of this program. */
export const getApplicationOutput = (args: GetApplicationOutputArgs): pulumi.Output<GetApplicationResult> =>
  pulumi.output(args).apply(getApplication);
