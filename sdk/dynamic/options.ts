import * as pulumi from "@pulumi/pulumi";
import type { Failure } from "../../ground/bag";
import { insteadOfImport } from "../../provider/adapters/import-refusal";
import type { Kind } from "../../provider/lifecycle/kind";

type Option = keyof pulumi.CustomResourceOptions;

/**
 * What happens with an option: the engine applies it; it has no effect and a warning says why; or the resource is
 * refused.
 */
type Verdict = "honoured" | { readonly ignored: string } | { readonly refused: (kind: Kind) => string };

const byTheInstalledPackage = "the provider is the pulumi-tencentrtc that is installed in this project";

/** Pulumi's dynamic provider gives the engine no chance to honour some. A new option of Pulumi has to be decided here. */
export const verdicts: Readonly<Record<Option, Verdict>> = {
  additionalSecretOutputs: "honoured",
  aliases: "honoured",
  customTimeouts: "honoured",
  deletedWith: "honoured",
  dependsOn: "honoured",
  hideDiffs: "honoured",
  hooks: "honoured",
  id: "honoured",
  ignoreChanges: "honoured",
  parent: "honoured",
  protect: "honoured",
  replaceWith: "honoured",
  replacementTrigger: "honoured",
  retainOnDelete: "honoured",
  transformations: "honoured",
  transforms: "honoured",
  urn: "honoured",
  deleteBeforeReplace: {
    ignored:
      "a replacement is always made after the old one is deleted, since both would be the same declaration's",
  },
  replaceOnChanges: {
    ignored:
      "the engine isn't told property by property what changed here; what can't change in place replaces by itself, " +
      "and `pulumi up --replace <urn>` replaces once",
  },
  provider: {
    ignored:
      "these resources have no provider to configure: their settings are `tencentrtc:` in the stack's config, and another account is another stack",
  },
  version: { ignored: byTheInstalledPackage },
  pluginDownloadURL: { ignored: byTheInstalledPackage },
  envVarMappings: {
    ignored: "the variables are those of the run; settings are `tencentrtc:` in the stack's config",
  },
  import: {
    refused: (kind) => `can't be done by a dynamic resource; ${insteadOfImport(kind)}`,
  },
};

/** Values of an option that have no effect, because they ask for what is done anyway. */
const isMoot = (option: Option, value: unknown): boolean =>
  value === undefined ||
  (option === "deleteBeforeReplace" && value === true) ||
  (option === "replaceOnChanges" && Array.isArray(value) && value.length === 0);

export interface Judged {
  /** What is left for the engine. */
  readonly options: pulumi.CustomResourceOptions;
  /** Why the resource may not be made, by option. */
  readonly refused: readonly Failure[];
}

/** Removes options that can't be applied, and warns of them. */
export function judgeOptions(kind: Kind, name: string, given: pulumi.CustomResourceOptions): Judged {
  const options = { ...given };
  const refused: Failure[] = [];
  for (const option of optionNames) {
    const verdict = verdicts[option];
    if (verdict === "honoured") continue;
    const value = options[option];
    delete options[option];
    if (isMoot(option, value)) continue;
    if ("refused" in verdict) refused.push({ path: option, reason: verdict.refused(kind) });
    else
      void pulumi.log.warn(`${kind.name} "${name}": the option ${option} has no effect: ${verdict.ignored}`);
  }
  return { options, refused };
}

const isOption = (key: string): key is Option => Object.hasOwn(verdicts, key);
const optionNames = Object.keys(verdicts).filter(isOption);
