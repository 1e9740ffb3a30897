import type { CustomResourceOptions } from "@pulumi/pulumi";
import type { Bag } from "../../../ground/bag";
import { pluginTypeToken, typeToken } from "../../../provider/adapters/type-token";
import type { Kind } from "../../../provider/lifecycle/kind";
import { dynamicResource, placeholders } from "./dynamic-resource";

/** By which provider resources are made. */
export interface Way {
  /** By the plugin, which the engine has to find; else by the provider of the classes. */
  readonly onPlugin: boolean;
}

/** What a class passes to `CustomResource` for a resource that either provider may make. */
export function resourceOn(
  { onPlugin }: Way,
  kind: Kind,
  name: string,
  args: Bag,
  opts: CustomResourceOptions,
): ReturnType<typeof dynamicResource> {
  return onPlugin ? pluginResource(kind, name, args, opts) : dynamicResource(kind, name, args, opts);
}

/** What the classes tell their provider by hidden inputs the plugin learns from the engine. */
function pluginResource(
  kind: Kind,
  name: string,
  args: Bag,
  opts: CustomResourceOptions,
): ReturnType<typeof dynamicResource> {
  const inputs = Object.entries(args).filter(([property]) => !property.startsWith("__"));
  const properties = { ...placeholders(kind), ...Object.fromEntries(inputs) };
  // As every SDK of schema.json does.
  const aliases = [...(opts.aliases ?? []), { type: typeToken(kind) }];
  return [pluginTypeToken(kind), name, properties, { ...opts, aliases }];
}
