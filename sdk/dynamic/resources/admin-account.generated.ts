// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { Application } from "./application";

/**
 * What an AdminAccount is made from.
 */
export interface AdminAccountArgs {
  /**
   * The application, or its id. Another application replaces the account.
   * @example "1400000001"
   */
  application: Application | pulumi.Input<string> | number;
  /**
   * Name of the account: 1-32 letters, digits, underscores or hyphens. No console can rename one, so another name replaces it.
   * @example "ops_admin"
   */
  userId: pulumi.Input<string>;
  /**
   * Takes over an account that exists already, and fails where there is none; destroying this declaration then leaves it.
   * @example true
   */
  adopt?: pulumi.Input<boolean>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` says the same.
   * @example {"delete":"1h"}
   */
  timeouts?: pulumi.Input<{ create?: pulumi.Input<string>; read?: pulumi.Input<string>; update?: pulumi.Input<string>; delete?: pulumi.Input<string> }>;
}

/**
 * What an AdminAccount gives back: everything declared, as the backend holds it, and what it made.
 */
export interface AdminAccountOutputs {
  /**
   * The application, or its id. Another application replaces the account.
   */
  readonly application: pulumi.Output<string>;
  /**
   * Name of the account: 1-32 letters, digits, underscores or hyphens. No console can rename one, so another name replaces it.
   */
  readonly userId: pulumi.Output<string>;
  /**
   * Takes over an account that exists already, and fails where there is none; destroying this declaration then leaves it.
   */
  readonly adopt: pulumi.Output<boolean | undefined>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` says the same.
   */
  readonly timeouts: pulumi.Output<{ create?: string; read?: string; update?: string; delete?: string } | undefined>;
  /**
   * When it was made, ISO 8601.
   */
  readonly createdTime: pulumi.Output<string>;
}
