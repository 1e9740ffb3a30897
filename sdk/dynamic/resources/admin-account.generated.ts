// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { Application } from "./application";

/**
 * Arguments of an AdminAccount.
 */
export interface AdminAccountArgs {
  /**
   * The application, or its id. An account can't be moved: another application replaces it.
   * @example "1400000001"
   */
  application: Application | pulumi.Input<string> | number;
  /**
   * Name of the account: 1-32 letters, digits, underscores or hyphens. An account can't be renamed: another name replaces it.
   * @example "ops_admin"
   */
  userId: pulumi.Input<string>;
  /**
   * Takes over an account that exists; an error if there is none. A destroy then leaves the account.
   * @example true
   */
  adopt?: pulumi.Input<boolean>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.
   * @example {"delete":"1h"}
   */
  timeouts?: pulumi.Input<{ create?: pulumi.Input<string>; read?: pulumi.Input<string>; update?: pulumi.Input<string>; delete?: pulumi.Input<string> }>;
}

/**
 * Outputs of an AdminAccount: the declared properties, as the backend has them, and what the service adds.
 */
export interface AdminAccountOutputs {
  /**
   * The application, or its id. An account can't be moved: another application replaces it.
   */
  readonly application: pulumi.Output<string>;
  /**
   * Name of the account: 1-32 letters, digits, underscores or hyphens. An account can't be renamed: another name replaces it.
   */
  readonly userId: pulumi.Output<string>;
  /**
   * Takes over an account that exists; an error if there is none. A destroy then leaves the account.
   */
  readonly adopt: pulumi.Output<boolean | undefined>;
  /**
   * Whether the user is an admin. Every declaration expects `true`. Only on a real account it can be `false`: somebody took the right away in the console, and only a person can give it back.
   */
  readonly isAdmin: pulumi.Output<boolean>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.
   */
  readonly timeouts: pulumi.Output<{ create?: string; read?: string; update?: string; delete?: string } | undefined>;
  /**
   * When the account was created, ISO 8601.
   */
  readonly createdTime: pulumi.Output<string>;
}
