import * as pulumi from "@pulumi/pulumi";
import { tag } from "../../../provider/resources";
import { onApplication } from "./application-id";
import { dynamicResource, withoutTraces } from "./dynamic-resource";
import type { Existing } from "./existing";
import { nameHandler } from "./handler-name";
import type { TagArgs, TagOutputs } from "./tag.generated";

export type * from "./tag.generated";

export interface Tag extends TagOutputs {}

/**
 * One tag on an application that another program manages. For an application of the same program use its `tags`. A
 * destroy removes the tag from the application and leaves the pair in Tag Management.
 *
 * @example
 * ```ts
 * new Tag("cost-centre", { application: "1400000001", key: "cost_centre", value: "4711" });
 * ```
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the engine fills every property in, not the class.
export class Tag extends pulumi.CustomResource {
  constructor(name: string, args: TagArgs, opts?: pulumi.CustomResourceOptions);
  constructor(name: string, args: undefined, opts: Existing);
  constructor(name: string, args: TagArgs | undefined, opts?: pulumi.CustomResourceOptions) {
    const restore = withoutTraces();
    try {
      super(...dynamicResource(tag, name, { ...args, ...onApplication(args) }, opts));
      nameHandler(this);
    } finally {
      restore();
    }
  }

  /**
   * Reads an existing tag that is managed elsewhere, at each run. It is never changed or deleted.
   *
   * @param id its id, which may be that of a resource of this program.
   * @throws when there is none of that id.
   * @example
   * ```ts
   * const team = Tag.get("team", "1400000001/team");
   * ```
   */
  static get(name: string, id: pulumi.Input<pulumi.ID>, opts?: pulumi.CustomResourceOptions): Tag {
    return new Tag(name, undefined, { ...opts, id });
  }
}
