import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Bag } from "../../../ground/bag";
import { pluginTypeToken, typeToken } from "../../../provider/adapters/type-token";
import type { Kind } from "../../../provider/lifecycle/kind";
import { typeFromUrn } from "../../../provider/lifecycle/run/declaration";
import { kinds } from "../../../provider/resources";
import { stackResources } from "../program/stack-resources";
import { dynamicResource, placeholders } from "./dynamic-resource";

/** By which provider resources are made. */
export interface Way {
  /** By the plugin, which the engine has to find; else by the provider of the classes. */
  readonly onPlugin: boolean;
  /** Whether the state may have them by the other one: they are to be the same ones, and nothing changes. */
  readonly moves: boolean;
}

const typeOn = (onPlugin: boolean, kind: Kind): string =>
  onPlugin ? pluginTypeToken(kind) : typeToken(kind);

/** Whether the state of this stack has resources that the other provider has made. */
export async function isMadeOtherwise(onPlugin: boolean): Promise<boolean> {
  const others = new Set(kinds.map((kind) => typeOn(!onPlugin, kind)));
  return (await stackResources()).some(({ urn }) => others.has(typeFromUrn(urn)));
}

/** What a class passes to `CustomResource` for a resource that either provider may make. */
export function resourceOn(
  { onPlugin, moves }: Way,
  kind: Kind,
  name: string,
  args: Bag,
  opts: CustomResourceOptions,
): ReturnType<typeof dynamicResource> {
  // An alias is written into the state: only while it says something.
  const options = { ...opts, ...(moves && { aliases: [{ type: typeOn(!onPlugin, kind) }] }) };
  return onPlugin ? pluginResource(kind, name, args, options) : dynamicResource(kind, name, args, options);
}

/** What the classes tell their provider by hidden inputs the plugin learns from the engine. */
function pluginResource(
  kind: Kind,
  name: string,
  args: Bag,
  opts: CustomResourceOptions,
): ReturnType<typeof dynamicResource> {
  const inputs = Object.entries(args).filter(([property]) => !property.startsWith("__"));
  return [pluginTypeToken(kind), name, { ...placeholders(kind), ...Object.fromEntries(inputs) }, opts];
}
