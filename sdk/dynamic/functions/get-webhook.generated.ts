// Generated from provider/functions by "npm run generate". Do not edit.
import type * as pulumi from "@pulumi/pulumi";

/**
 * Arguments of getWebhook.
 */
export interface GetWebhookArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  application: string;
  /**
   * Product whose backend calls the URL.
   * @example "call"
   */
  product: "call" | "conference" | "live";
}

/**
 * Arguments of getWebhookOutput, which may not be known yet.
 */
export interface GetWebhookOutputArgs {
  /**
   * The SDKAppID as text: an Application's `id`.
   * @example "1400000001"
   */
  application: pulumi.Input<string>;
  /**
   * Product whose backend calls the URL.
   * @example "call"
   */
  product: pulumi.Input<"call" | "conference" | "live">;
}

/**
 * Result of getWebhook. Secrets in it are outputs, encrypted wherever they go.
 */
export interface GetWebhookResult {
  /**
   * Id of the webhook as a resource.
   */
  readonly id: string;
  /**
   * The SDKAppID as text.
   */
  readonly application: string;
  /**
   * Product whose backend calls the URL.
   */
  readonly product: "call" | "conference" | "live";
  /**
   * URL to which events are posted. Missing where it holds a secret and the key pair may read none.
   * A secret.
   */
  readonly url: pulumi.Output<string | undefined>;
  /**
   * Events that are posted, sorted.
   */
  readonly events: string[];
  /**
   * Why nothing is called at present, and what to do.
   */
  readonly notAvailable?: string;
  /**
   * Declaration that set the webhook: organisation, stack, project, parents and name.
   */
  readonly owner?: string;
  /**
   * The URL without its query and user information, which may be shown.
   */
  readonly address: string;
}
