import * as pulumi from "@pulumi/pulumi";
import { pushCertificate } from "../../../provider/resources";
import { onApplication } from "./application-id";
import { dynamicResource, withoutTraces } from "./dynamic-resource";
import type { Existing } from "./existing";
import { nameHandler } from "./handler-name";
import type { PushCertificateArgs, PushCertificateOutputs } from "./push-certificate.generated";

export type * from "./push-certificate.generated";

export interface PushCertificate extends PushCertificateOutputs {}

/**
 * Credentials with which an application sends offline pushes to the devices of one vendor: APNs, FCM, Huawei, HONOR,
 * Xiaomi, OPPO, vivo, Meizu or HarmonyOS.
 *
 * Edits, also a new file, keep `certificateId`, which shipped clients report. Another vendor, environment or
 * application replaces the certificate and gives another id. A deletion stops pushes through it and can't be undone.
 * Files and secrets are written and never read back: the state holds their fingerprint.
 *
 * @example
 * ```ts
 * const config = new pulumi.Config();
 * const ios = new PushCertificate("ios", {
 *   application: support,
 *   platform: {
 *     vendor: "apns-p12",
 *     environment: "production",
 *     bundleId: "com.example.shop",
 *     file: new pulumi.asset.FileAsset("push.p12"),
 *     password: config.requireSecret("p12Password"),
 *   },
 * });
 * export const businessId = ios.certificateId; // what the client passes to the SDK
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the engine fills every property in, not the class.
export class PushCertificate extends pulumi.CustomResource {
  constructor(name: string, args: PushCertificateArgs, opts?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, opts: Existing);
  constructor(name: string, args: PushCertificateArgs | undefined, opts?: pulumi.CustomResourceOptions) {
    const restore = withoutTraces();
    try {
      super(...dynamicResource(pushCertificate, name, { ...args, ...onApplication(args) }, opts));
      nameHandler(this);
    } finally {
      restore();
    }
  }

  /**
   * Reads an existing push certificate that is managed elsewhere, at each run. It is never changed or deleted.
   *
   * @param id its id, which may be that of a resource of this program.
   * @throws when there is none of that id.
   * @example
   * ```ts
   * const ios = PushCertificate.get("ios", "1400000001/6768");
   * ```
   */
  static get(
    name: string,
    id: pulumi.Input<pulumi.ID>,
    opts?: pulumi.CustomResourceOptions,
  ): PushCertificate {
    return new PushCertificate(name, undefined, { ...opts, id });
  }
}
