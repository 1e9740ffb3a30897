// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { Application } from "./application";

/**
 * Arguments of a Tag.
 */
export interface TagArgs {
  /**
   * The application, or its id. A tag can't be moved: another application replaces it.
   * @example "1400000001"
   */
  application: Application | pulumi.Input<string> | number;
  /**
   * Key of the tag, 1-127 characters. A tag can't be renamed: another key replaces it.
   * @example "team"
   */
  key: pulumi.Input<string>;
  /**
   * Value of the tag, 1-255 characters. Changed in place.
   * @example "support"
   */
  value: pulumi.Input<string>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.
   * @example {"delete":"1h"}
   */
  timeouts?: pulumi.Input<{ create?: pulumi.Input<string>; read?: pulumi.Input<string>; update?: pulumi.Input<string>; delete?: pulumi.Input<string> }>;
}

/**
 * Outputs of a Tag: the declared properties, as the backend has them, and what the service adds.
 */
export interface TagOutputs {
  /**
   * The application, or its id. A tag can't be moved: another application replaces it.
   */
  readonly application: pulumi.Output<string>;
  /**
   * Key of the tag, 1-127 characters. A tag can't be renamed: another key replaces it.
   */
  readonly key: pulumi.Output<string>;
  /**
   * Value of the tag, 1-255 characters. Changed in place.
   */
  readonly value: pulumi.Output<string>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.
   */
  readonly timeouts: pulumi.Output<{ create?: string; read?: string; update?: string; delete?: string } | undefined>;
}
