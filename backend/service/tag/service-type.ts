import { ApiError } from "../../api";
import { serviceIn } from "../../rules/resource-names";
import type { Moment } from "../scope";

/**
 * Whether the account's tag service takes applications under a service type, as Tencent's may or may not.
 *
 * @throws ApiError where it doesn't.
 */
export function mustTake(service: string, { settings }: Moment): void {
  if (settings.TagServices.split("-and-").includes(service)) return;
  throw new ApiError(
    "InvalidParameter.UnsupportedService",
    `the tag service takes no applications under the service type "${service}": the setting TagServices is ${settings.TagServices}`,
  );
}

/** Whether it takes the one of a six-segment name, as `mustTake` says. */
export const mustTakeName = (name: string, moment: Moment): void => mustTake(serviceIn(name), moment);
