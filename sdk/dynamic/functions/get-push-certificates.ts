import * as pulumi from "@pulumi/pulumi";
import { getPushCertificates as definition } from "../../../provider/functions";
import { invoke, invokeIfAny } from "./dynamic-function";
import type {
  GetPushCertificatesArgs,
  GetPushCertificatesOutputArgs,
  GetPushCertificatesResult,
} from "./get-push-certificates.generated";

/**
 * Lists the push certificates of an application, whoever manages them, without secrets. Certificates that this run
 * creates may be missing.
 *
 * @throws pulumi.RunError when there is no such application.
 * @example
 * ```ts
 * const { certificates } = await getPushCertificates({ application: "1400000001", vendor: "apns-p12" });
 * export const soonest = certificates.map(({ notAfter }) => notAfter).sort()[0];
 * ```
 */
export const getPushCertificates = (args: GetPushCertificatesArgs): Promise<GetPushCertificatesResult> =>
  invoke(definition, args);

/** The certificates as `getPushCertificates` returns them; undefined when there is no such application. */
export const findPushCertificates = (
  args: GetPushCertificatesArgs,
): Promise<GetPushCertificatesResult | undefined> => invokeIfAny("findPushCertificates", definition, args);

/** `getPushCertificates` for an application that may not be known yet. */
export const getPushCertificatesOutput = (
  args: GetPushCertificatesOutputArgs,
): pulumi.Output<GetPushCertificatesResult> => pulumi.output(args).apply(getPushCertificates);

/** `findPushCertificates` for an application that may not be known yet. */
export const findPushCertificatesOutput = (
  args: GetPushCertificatesOutputArgs,
): pulumi.Output<GetPushCertificatesResult | undefined> => pulumi.output(args).apply(findPushCertificates);
