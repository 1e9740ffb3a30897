import { ApiError, applicationResource, resourcePrefix, resourceServices } from "../api";

const sixSegments = /^qcs::([^:]*):([^:]*):uin\/([^:]*):([^/:]+)\/(.+)$/;
const example = applicationResource("100000000001", 1_400_000_001);
const serviceNames: readonly string[] = resourceServices;

export const judgeServiceType = (service: string, parameter: string): ApiError | undefined =>
  serviceNames.includes(service)
    ? undefined
    : new ApiError(
        "InvalidParameterValue.ServiceTypeInvalid",
        'must be of the service "im" or "trtc", which name the same application',
        parameter,
      );

export const judgeResourcePrefix = (prefix: string, parameter: string): ApiError | undefined =>
  prefix === resourcePrefix
    ? undefined
    : new ApiError(
        "InvalidParameterValue.ResourcePrefixInvalid",
        `must have the prefix "${resourcePrefix}"`,
        parameter,
      );

/** A SDKAppID in digits. */
export const parseResourceId = (id: string, parameter: string): number | ApiError =>
  /^[1-9]\d{0,9}$/.test(id)
    ? Number(id)
    : new ApiError(
        "InvalidParameterValue.ResourceIdInvalid",
        'must be a SDKAppID in digits, for example "1400000001"',
        parameter,
      );

/** The service type in a six-segment name; empty in what is none. */
export const serviceIn = (name: string): string => sixSegments.exec(name)?.[1] ?? "";

/** The application that a six-segment name names, for the account `uin`; or what is wrong with the name. */
export function parseApplicationResource(name: string, uin: string, parameter: string): number | ApiError {
  const [, service = "", region, account, prefix = "", id = ""] = sixSegments.exec(name) ?? [];
  if (region !== "") {
    return new ApiError(
      "InvalidParameterValue.ResourceDescriptionError",
      `must be a six-segment name with an empty region, for example "${example}"`,
      parameter,
    );
  }
  if (account !== uin) {
    return new ApiError(
      "InvalidParameterValue.UinInvalid",
      `must name the account ${uin}, for which the request is made`,
      parameter,
    );
  }
  return (
    judgeServiceType(service, parameter) ??
    judgeResourcePrefix(prefix, parameter) ??
    parseResourceId(id, parameter)
  );
}
