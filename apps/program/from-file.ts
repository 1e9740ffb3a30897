import * as pulumi from "@pulumi/pulumi";
import type { Bag } from "../../ground/bag";
import { application } from "../../provider/resources";
import type { ApplicationOutputs } from "../../sdk/dynamic/resources/application.generated";
import { withoutTraces } from "../../sdk/dynamic/resources/dynamic-resource";
import { nameHandler } from "../../sdk/dynamic/resources/handler-name";
import { resourceOn, type Way } from "../../sdk/dynamic/resources/way";
import type { Section } from "../format/sections";

export interface ApplicationFromFile extends ApplicationOutputs {}

/** An application as a file declares it: an `Application` of the same type and state. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: the engine fills every property in, not the class.
export class ApplicationFromFile extends pulumi.CustomResource {
  constructor(way: Way, name: string, args: Bag, opts: pulumi.CustomResourceOptions) {
    const restore = withoutTraces();
    try {
      super(...resourceOn(way, application, name, args, opts));
      nameHandler(this);
    } finally {
      restore();
    }
  }
}

/** What hangs on an application, as its file declares it. */
export class EntryFromFile extends pulumi.CustomResource {
  constructor(way: Way, { kind }: Section, name: string, args: Bag, opts: pulumi.CustomResourceOptions) {
    const restore = withoutTraces();
    try {
      super(...resourceOn(way, kind, name, args, opts));
      nameHandler(this);
    } finally {
      restore();
    }
  }
}
