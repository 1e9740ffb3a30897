// Generated from provider/resources by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";
import type { Application } from "./application";

/**
 * Arguments of a Webhook.
 */
export interface WebhookArgs {
  /**
   * The application, or its id. A webhook can't be moved: another application replaces it.
   * @example "1400000001"
   */
  application: Application | pulumi.Input<string> | number;
  /**
   * Product whose backend calls the URL: `call`, `conference` or `live`. An application has one webhook per product. A package or a trial of the product has to run. A webhook is of one product: another product replaces it.
   * @example "call"
   */
  product: pulumi.Input<"call" | "conference" | "live">;
  /**
   * URL to which events are posted, with https or http. As its query may hold a secret, it is encrypted in states and hidden in output; `address` shows the rest of it.
   * @example "https://example.com/tencent/calls"
   */
  url: pulumi.Input<string>;
  /**
   * Events that are posted, such as `Call.CallbackAfterEndCall`. Their order means nothing. Names that Tencent doesn't document for the product are warned of.
   * @example ["Call.CallbackAfterStartCall","Call.CallbackAfterEndCall"]
   */
  events: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Takes over a webhook that exists, whoever set it, and sets it as declared; an error if there is none. A destroy then leaves the webhook.
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
 * Outputs of a Webhook: the declared properties, as the backend has them, and what the service adds.
 */
export interface WebhookOutputs {
  /**
   * The application, or its id. A webhook can't be moved: another application replaces it.
   */
  readonly application: pulumi.Output<string>;
  /**
   * Product whose backend calls the URL: `call`, `conference` or `live`. An application has one webhook per product. A package or a trial of the product has to run. A webhook is of one product: another product replaces it.
   */
  readonly product: pulumi.Output<"call" | "conference" | "live">;
  /**
   * URL to which events are posted, with https or http. As its query may hold a secret, it is encrypted in states and hidden in output; `address` shows the rest of it.
   * A secret.
   */
  readonly url: pulumi.Output<string>;
  /**
   * Events that are posted, such as `Call.CallbackAfterEndCall`. Their order means nothing. Names that Tencent doesn't document for the product are warned of.
   */
  readonly events: pulumi.Output<string[]>;
  /**
   * Takes over a webhook that exists, whoever set it, and sets it as declared; an error if there is none. A destroy then leaves the webhook.
   */
  readonly adopt: pulumi.Output<boolean | undefined>;
  /**
   * How long creating, reading, updating and deleting may take, as durations. The resource option `customTimeouts` does the same.
   */
  readonly timeouts: pulumi.Output<{ create?: string; read?: string; update?: string; delete?: string } | undefined>;
  /**
   * The URL without its query and user information, which may be shown.
   */
  readonly address: pulumi.Output<string>;
}
